"""Where, when and by whom something is written does not change a byte of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from tanshin.values.memory import VARIABLE
from tests.batch.filings import write_instance
from tests.certificates import certificate, pem, rsa_key
from tests.stress.scenes import KILLS, LONG, Content, content, lay_out, orders
from tests.stress.victim import BATCH, ROOT, Victims

#: A zone, a locale with its alphabet, and the order of hashes; the last are tried in the long run.
SURROUNDINGS = (
    ("<+14>-14", "tr_TR", "ISO-8859-9", "1"),  # Kiritimati; where the small letter of I is another
    ("NST3:30NDT", "ja_JP", "EUC-JP", "2"),  # St John's, with half an hour
)
#: What is written to TARGET, of the FILING of a company, and in the long run.
COMMANDS = {
    "build": "build FILING --out TARGET --xlsx --viewer --older-form --sign KEY --certificate CERTIFICATE",
    "new": "new --from FILING --out FILINGS/TARGET",
    "book": "new --from FILING --out FILINGS/TARGET",
    "taxonomy": "taxonomy build FILINGS/taxonomy/mihon --out TARGET",
    "sarif": "check OTHER --format sarif --out TARGET",
    "facts": "facts FILING --format csv",
    "batch": f"{BATCH} facts INSTANCES TARGET",
}
LATE = {
    "inline": "build FILING --out TARGET --inline 1.1",
    "report": "check OTHER --format html --out TARGET",
    "junit": "check OTHER --format junit --out TARGET",
    "diff": "diff FILING OTHER --format html --out TARGET",
    "pdf": "build FILING --out TARGET --pdf",
    "docs": "docs FILING --out TARGET",
}


def test_nothing_hangs_on_where_and_when(tmp_path: Path) -> None:
    commands = {**COMMANDS, **(LATE if KILLS >= LONG else {})}
    chosen = SURROUNDINGS if KILLS >= LONG else SURROUNDINGS[:1]
    (tmp_path / "key.pem").write_bytes(pem(rsa_key()))
    (tmp_path / "certificate.pem").write_bytes(pem(certificate(rsa_key())))
    filing, other = lay_out(tmp_path)
    for entity in "12":
        write_instance(tmp_path / "instances" / f"{entity}.xbrl", entity, 2012, 10**7, 10**7)
    environs = [{}, *(surroundings(tmp_path, *one) for one in chosen)]

    def work(number: int) -> dict[str, Content | str]:
        home = tmp_path / f"home-{number}"
        home.mkdir()
        # Of each its own copy, as of another user.
        company = shutil.copytree(Path(filing).parent, home / "company")
        places = {"FILING": str(company / Path(filing).name), "OTHER": other, "INSTANCES": str(tmp_path / "instances")}
        places |= {"KEY": str(tmp_path / "key.pem"), "CERTIFICATE": str(tmp_path / "certificate.pem")}
        made: dict[str, Content | str] = {}
        with closing(Victims({**environs[number], VARIABLE: ""})) as victims:
            for name, command in commands.items():
                target = (company / "q" if "FILINGS/TARGET" in command else home / "work" / name).with_suffix(
                    ".xlsx" if name == "book" else ""
                )
                parts = [places.get(part, part).replace("FILINGS/TARGET", str(target)) for part in command.split()]
                parts = [part.replace("FILINGS", str(company)).replace("TARGET", str(target)) for part in parts]
                end = victims.run(orders(home, tuple(parts)))
                assert end.code == 0, f"{name}: {end.told}"
                made[name] = content(target) if target.exists() else end.told
        return made

    with ThreadPoolExecutor(len(environs)) as workers:
        first, *others = workers.map(work, range(len(environs)))
    assert first.keys() == commands.keys()
    assert all(first.values())
    for there in others:
        for name in commands:
            assert there[name] == first[name], name


def surroundings(folder: Path, zone: str, locale: str, alphabet: str, seed: str) -> dict[str, str]:
    """An environment of somebody else, elsewhere, in another year."""
    home = folder / f"user-{seed}"
    home.mkdir()
    path = (str(ROOT / "tests" / "stress" / "surroundings"), os.environ.get("PYTHONPATH", ""))
    named = f"{locale}.{alphabet}"
    making = ["localedef", "--no-archive", "-i", locale, "-f", alphabet, str(home / named)]
    has_locale = shutil.which("localedef") and not subprocess.run(making, check=False, capture_output=True).returncode
    environ = {
        "TZ": zone,
        # Without that locale: letters of ASCII alone, and no other alphabet in its place.
        "LC_ALL": named if has_locale else "C",
        "LANG": named,
        "LOCPATH": str(home),
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "PYTHONHASHSEED": seed,
        "HOME": str(home),
        "USER": f"somebody-{seed}",
        "LOGNAME": f"somebody-{seed}",
        "PYTHONPATH": os.pathsep.join(path),
    }
    if library := next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None):
        environ |= {"LD_PRELOAD": str(library), "FAKETIME": f"+{17 * 366}d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    return environ
