"""Where the data that comes with the program lies: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: The name of the taxonomy of the exchange's forms.
FORM_TAXONOMY = "tse-ed-t"

#: The folder that tells the form before it in its terms.
OLDER_FORM = "tse-t-ed"

_PACKAGE = Path(__file__).resolve().parent


def taxonomy_dir() -> Path:
    """The folder with one folder of YAML source per taxonomy.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _directory("taxonomy")


def templates_dir() -> Path:
    """The folder with the Jinja templates.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _directory("templates")


def samples_dir() -> Path:
    """The folder with one folder of canonical data per issuer.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _directory("samples")


def sample_taxonomies() -> tuple[Path, ...]:
    """The folders with the taxonomies of those issuers whose samples have their own beside them.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return tuple(sorted(samples_dir().glob("*/taxonomy")))


def docs_dir() -> Path:
    """The folder with the guides; README.md and its like lie beside it.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    return _directory("docs")


@cache
def _directory(name: str) -> Path:
    packaged = _PACKAGE / "_data"
    # A wheel carries all of its data or is broken: what happens to lie two folders above site-packages is not ours.
    found = (packaged if packaged.is_dir() else _PACKAGE.parents[1]) / name
    if not found.is_dir():
        raise FileNotFoundError(
            f"tanshin cannot find its {name} folder: there is neither {packaged / name} (installed) nor "
            f"{_PACKAGE.parents[1] / name} (checkout). Install tanshin again, from a wheel or with `pip install -e .`."
        )
    return found
