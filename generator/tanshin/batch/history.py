"""Questions to the dataset of a batch, answered by DuckDB, which reads of it only what a question needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tanshin.batch.dataset import is_finished
from tanshin.batch.refusal import not_installed, refused
from tanshin.batch.schema import TABLES
from tanshin.values.interval import interval_of
from tanshin.values.message import say
from tanshin.values.rounding import EXACT, Rounding

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: One line of an answer: texts, numbers in full and days as they are written, ``None`` where there is nothing.
Row = Mapping[str, str | int | None]

_IS_CONCEPT = "(f.concept = $concept OR split_part(f.concept, ':', 2) = $concept)"
_IN_ORDER = "g.announced NULLS FIRST, f.filing, f.report"
_JOINED = "facts f JOIN filings g ON f.filing = g.filing AND f.report = g.report"
#: The currency most amounts of a report are in; amounts in others are translations, at the rate of its own day.
_OWN_CURRENCY = """(
    SELECT filing, report, unit AS currency FROM facts WHERE regexp_full_match(unit, '[A-Z]{3}')
    GROUP BY filing, report, unit
    QUALIFY row_number() OVER (PARTITION BY filing, report ORDER BY count(*) DESC, unit) = 1
) own"""


def concept_through_time(
    dataset: Path, concept: str, entity: str | None = None, *, members: bool = False
) -> Iterator[Row]:
    """What was reported of a concept, by entity, unit and period, then in the order of announcement.

    ``concept`` is a name with or without its prefix; without ``members`` only totals are told, which no dimension
    qualifies.

    Raises:
        InputError: there is no dataset, or DuckDB is not installed.
    """
    whole = "" if members else "AND cardinality(f.dimensions) = 0"
    yield from _asked(
        dataset,
        f"""SELECT f.entity, f.concept, f.unit, f.period_start, f.period_end, f.dimensions, f.value, f.decimals,
                   g.announced, f.filing, f.report
            FROM {_JOINED}
            WHERE {_IS_CONCEPT} AND ($entity IS NULL OR f.entity = $entity) {whole}
            ORDER BY f.entity, f.concept, f.unit, f.period_end, f.period_start, f.dimensions::VARCHAR, {_IN_ORDER}
            """,  # noqa: S608 - made of constants; what a person says is in the places
        concept=concept,
        entity=entity,
    )


def broken(dataset: Path, code: str) -> Iterator[Row]:
    """Every finding of a rule, filing by filing.

    Raises:
        InputError: as `concept_through_time` does.
    """
    yield from _asked(
        dataset,
        """SELECT f.filing, f.report, f.severity, f.source, f.message, f.expected, f.actual FROM findings f
           WHERE f.code = $code ORDER BY ALL""",
        code=code,
    )


def peers(dataset: Path, concept: str, end: date | None = None) -> Iterator[Row]:
    """What each entity reported last of a concept, of the longest period that ends on a day, or ends last.

    Raises:
        InputError: as `concept_through_time` does.
    """
    yield from _asked(
        dataset,
        f"""SELECT f.entity, f.concept, f.unit, f.period_start, f.period_end, f.value, f.decimals, f.filing
            FROM {_JOINED}
            WHERE {_IS_CONCEPT} AND cardinality(f.dimensions) = 0 AND f.number IS NOT NULL
              AND ($end IS NULL OR f.period_end = $end)
            QUALIFY row_number() OVER (
                PARTITION BY f.entity, f.concept, f.unit
                ORDER BY f.period_end DESC, f.period_start, g.announced DESC NULLS LAST, f.filing DESC, f.report DESC
            ) = 1
            ORDER BY f.unit, f.number DESC, f.entity, f.concept""",  # noqa: S608 - as above
        concept=concept,
        end=end,
    )


def restatements(dataset: Path, entity: str | None = None) -> Iterator[Row]:
    """Figures that a later report gives otherwise than an earlier one, beyond what rounding explains.

    Translations into another currency are left out: each report makes them at the rate of its own day.

    Raises:
        InputError: as `concept_through_time` does.
    """
    aspects = "f.entity, f.concept, f.unit, f.period_start, f.period_end, f.dimensions"
    by = "f.entity, f.concept, f.unit, f.period_start, f.period_end, f.dimensions::VARCHAR"
    found = _asked(
        dataset,
        f"""SELECT {aspects}, f.value, f.decimals, g.announced, f.filing FROM {_JOINED}
            LEFT JOIN {_OWN_CURRENCY} ON f.filing = own.filing AND f.report = own.report
            WHERE f.number IS NOT NULL AND ($entity IS NULL OR f.entity = $entity)
              AND (NOT regexp_matches(f.unit, '^[A-Z]{{3}}($|/)') OR coalesce(f.unit[:3] = own.currency, true))
            QUALIFY min(f.number) OVER (PARTITION BY {by}) < max(f.number) OVER (PARTITION BY {by})
            ORDER BY {by}, {_IN_ORDER}, f.number""",  # noqa: S608 - as above
        entity=entity,
    )
    for before, after in pairwise(found):
        same = all(before[name] == after[name] for name in (part.strip()[2:] for part in aspects.split(",")))
        if same and before["filing"] != after["filing"] and not _agree(before, after):
            yield {
                **{name: after[name] for name in after if name not in ("value", "decimals", "announced", "filing")},
                "was": before["value"],
                "in": before["filing"],
                "is": after["value"],
                "since": after["filing"],
            }


def _agree(one: Row, other: Row) -> bool:
    """Whether some exact figure could have been reported in both ways."""
    left, right = (
        interval_of(
            Decimal(str(row["value"])), None if row["decimals"] is None else int(row["decimals"]), Rounding.HALF_UP
        )
        for row in (one, other)
    )
    return not left.intersect(right).is_empty


def _asked(dataset: Path, question: str, **places: str | date | None) -> Iterator[Row]:
    with _opened(dataset) as connection:
        named = {name: value for name, value in places.items() if f"${name}" in question}
        with _reading(dataset):
            answer = connection.execute(question, named)
        names = [column[0] for column in answer.description or ()]
        while True:
            with _reading(dataset):
                rows = answer.fetchmany(1000)
            if not rows:
                return
            yield from ({name: shown(value) for name, value in zip(names, row, strict=True)} for row in rows)


def shown(value: object) -> str | int | None:
    """What DuckDB gives as it is told: numbers to their last digit, without zeros behind it."""
    match value:
        case None | int():
            return value
        case Decimal():
            return f"{EXACT.normalize(value):f}"
        case dict():
            return " ".join(f"{axis}={member}" for axis, member in value.items())
        case _:
            return str(value)


@contextmanager
def _opened(dataset: Path) -> Iterator[DuckDBPyConnection]:
    try:
        import duckdb
    except ImportError:
        message = say("history needs the package duckdb: pip install 'tanshin[batch]'")
        raise not_installed(message, "duckdb") from None
    missing = [table for table in TABLES if not any((dataset / table).glob("part-*.parquet"))]
    if missing:
        message = say(
            "{folder} holds no dataset that is whole; name the folder that `tanshin batch` has written",
            folder=dataset.as_posix(),
        )
        raise refused(message, dataset.as_posix())
    if not is_finished(dataset):
        message = say(
            "{folder} is not whole: a batch is at work in it, was ended before it was done, or a file is damaged; "
            "run the batch again, to its end",
            folder=dataset.as_posix(),
        )
        raise refused(message, dataset.as_posix())
    settings: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": False}
    with duckdb.connect(config=settings) as connection:
        for table in TABLES:
            # DuckDB takes each name for a pattern, in which a class of one character is that character.
            files = sorted(re.sub(r"([*?\[])", r"[\1]", str(path)) for path in (dataset / table).glob("part-*.parquet"))
            with _reading(dataset / table):
                connection.read_parquet(files).create_view(table)
        yield connection


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    """What DuckDB cannot read is told: damaged files, those of another version, or a batch that replaces them."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        message = say(
            "{folder} cannot be read ({reason}); run the batch again",
            folder=folder.as_posix(),
            reason=str(error).splitlines()[0],
        )
        raise refused(message, folder.as_posix()) from None
