"""The measurement as a page of Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.seeded_errors.arelles import MODES
from benchmarks.seeded_errors.mutation import Area, Kind
from benchmarks.seeded_errors.run import Case, Unmutated

_LONGEST = 60
_FIGURES = (Kind.DIGIT, Kind.TRANSPOSED, Kind.SIGN, Kind.THOUSAND, Kind.COLUMN, Kind.ROW, Kind.STALE)


def page(cases: Sequence[Case], asked: Sequence[Case], unmutated: Sequence[Unmutated], seed: int) -> str:
    """Everything that was measured."""
    errors = [case for case in cases if case.mutation.kind is not Kind.CONTROL]
    parts = (
        _head(errors, asked, seed),
        _by_kind(cases),
        _by_area(errors),
        _by_table(errors),
        _against_arelle(asked),
        _false_alarms(cases, unmutated),
        _causes(errors),
        _crashes(cases),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(errors: Sequence[Case], asked: Sequence[Case], seed: int) -> Iterator[str]:
    yield "# Seeded errors"
    yield ""
    yield (
        "What `tanshin check` finds of mistakes made on purpose in the canonical data of the four samples, and what "
        "Arelle reports of the same mistakes in the instance. Found means: a finding, a warning or worse, that does "
        "not stand there without the mistake (one that stood there with other numbers does not count). Worth knowing "
        "(INFO) is counted apart and is not found. Made by `python -m benchmarks.seeded_errors`."
    )
    yield ""
    yield f"{len(errors):,} mistakes by seed {seed}; Arelle was asked of {len(asked):,} drawn in the same way."
    yield ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' + '---:|' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
    yield ""


def _share(found: int, of: int) -> str:
    return f"{100 * found / of:.1f} %" if of else "–"


def _rates(cases: Sequence[Case]) -> tuple[object, ...]:
    found = sum(case.verdict.is_found for case in cases)
    return f"{len(cases):,}", _share(found, len(cases)), sum(case.verdict.is_mentioned for case in cases)


def _grouped(cases: Iterable[Case], by: Callable[[Case], str]) -> dict[str, list[Case]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(by(case), []).append(case)
    return found


def _by_kind(cases: Sequence[Case]) -> Iterator[str]:
    yield "## By kind"
    yield ""
    groups = _grouped(cases, lambda case: case.mutation.kind)
    yield from _table(
        ("kind", "mistakes", "found", "worth knowing", "told by"),
        ((kind, *_rates(group), _told_by(group)) for kind, group in groups.items()),
    )


def _told_by(cases: Iterable[Case]) -> str:
    codes = Counter(case.verdict.code for case in cases if case.verdict.is_found)
    return ", ".join(f"{code} {count}" for code, count in codes.most_common(4)) or "–"


def _by_area(errors: Sequence[Case]) -> Iterator[str]:
    yield "## Figures, by where they stand"
    yield ""
    own = [case for case in errors if case.mutation.area is not Area.WORDS]
    kinds = list(dict.fromkeys(case.mutation.kind for case in own))
    rows = []
    for kind in kinds:
        group = [case for case in own if case.mutation.kind is kind]
        shares = []
        for area in (Area.STATEMENT, Area.FORM, Area.TABLE):
            here = [case for case in group if case.mutation.area is area]
            found = sum(case.verdict.is_found for case in here)
            shares.append(f"{_share(found, len(here))} of {len(here):,}" if here else "–")
        rows.append((kind, *shares))
    yield from _table(("kind", "statements", "form", "tables of the release"), rows)


def _by_table(errors: Sequence[Case]) -> Iterator[str]:
    yield "## Figures, by table"
    yield ""
    yield "Mistakes in one figure, all kinds together, and those of a single digit."
    yield ""
    own = [case for case in errors if case.mutation.kind in _FIGURES]
    rows = []
    for name, group in sorted(_grouped(own, lambda case: f"{case.filing} {case.mutation.table}").items()):
        digits = [case for case in group if case.mutation.kind is Kind.DIGIT]
        found = sum(case.verdict.is_found for case in digits)
        rows.append((name, *_rates(group)[:2], f"{_share(found, len(digits))} of {len(digits)}"))
    yield from _table(("table", "mistakes", "found", "single digits found"), rows)


def _against_arelle(asked: Sequence[Case]) -> Iterator[str]:
    yield "## Ours and Arelle's"
    yield ""
    yield (
        "The same mistakes, judged by both. Where a mistake makes two statements contradict each other, the instance "
        "has both facts; where nothing can be read any more, there is no instance, and Arelle finds nothing."
    )
    yield ""
    rows = []
    groups = _grouped((case for case in asked if case.mutation.kind is not Kind.CONTROL), lambda one: one.mutation.kind)
    for area in (Area.STATEMENT, Area.FORM, Area.TABLE):
        here = [case for case in asked if case.mutation.area is area and case.mutation.kind in _FIGURES]
        groups[f"figures in {area}"] = here
    for name, group in groups.items():
        found = sum(case.verdict.is_found for case in group)
        arelle = [_share(sum(bool(case.arelle and case.arelle[mode]) for case in group), len(group)) for mode in MODES]
        alone = sum(
            not case.verdict.is_found and any(bool(case.arelle and case.arelle[mode]) for mode in MODES)
            for case in group
        )
        rows.append((name, len(group), _share(found, len(group)), *arelle, alone))
    yield from _table(("kind", "mistakes", "ours", *(f"Arelle {mode}" for mode in MODES), "Arelle alone"), rows)


def _false_alarms(cases: Sequence[Case], unmutated: Sequence[Unmutated]) -> Iterator[str]:
    yield "## Without a mistake"
    yield ""
    control = [case for case in cases if case.mutation.kind is Kind.CONTROL]
    alarms = sum(case.verdict.is_found or case.verdict.is_mentioned for case in control)
    yield f"Figures written otherwise, with the same meaning: {len(control):,}; new findings: {alarms}."
    yield ""
    severities = list(unmutated[0].ours) if unmutated else []
    yield from _table(
        ("filing as it is", *severities, *(f"Arelle {mode}" for mode in MODES)),
        ((one.filing, *one.ours.values(), *(one.arelle[mode] for mode in MODES)) for one in unmutated),
    )


def _causes(errors: Sequence[Case]) -> Iterator[str]:
    yield "## What stays undetected"
    yield ""
    missed = [case for case in errors if not case.verdict.is_found]
    for title, kinds in (("One figure changed", _FIGURES), ("Other kinds", tuple(set(Kind) - set(_FIGURES)))):
        groups = _grouped((case for case in missed if case.mutation.kind in kinds), _cause)
        yield f"### {title}"
        yield ""
        ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
        yield from _table(
            ("where", "cause", "missed", "for example"),
            ((*name.split("|"), len(group), _example(group[0])) for name, group in ranked[:_LONGEST]),
        )
        if len(ranked) > _LONGEST:
            rest = sum(len(group) for _, group in ranked[_LONGEST:])
            yield f"And {rest} in {len(ranked) - _LONGEST} other places."
            yield ""


def _cause(case: Case) -> str:
    mutation = case.mutation
    if mutation.area is Area.WORDS:
        return f"{mutation.table}|{mutation.kind}"
    if mutation.kind in _FIGURES:
        row = mutation.place.rpartition(" / ")[0]
        return f"{mutation.table} / {row}|{'bound, within its tolerance' if case.is_bound else 'bound by no rule'}"
    return f"{mutation.table}|{mutation.kind}"


def _example(case: Case) -> str:
    mutation = case.mutation
    words = f"{case.filing} {mutation.place}: {mutation.before} → {mutation.after}"
    return (words if len(words) <= 110 else words[:107] + "...").replace("|", "¦").replace("\n", " ")


def _crashes(cases: Sequence[Case]) -> Iterator[str]:
    crashes = [case for case in cases if case.verdict.crash]
    if crashes:
        yield "## Crashes"
        yield ""
        for case in crashes:
            yield f"- {case.filing}: {case.mutation}: {case.verdict.crash.strip().splitlines()[-1]}"
