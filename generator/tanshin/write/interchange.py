"""Every fact of a filing in the formats of the Open Information Model, beside the instance and by the same schemas."""

from __future__ import annotations

from collections.abc import Iterable

from tanshin.report.filing import Filing
from tanshin.report.instance import FactNote
from tanshin.taxonomy.dts import Dts
from tanshin.write.oim_csv import oim_csv
from tanshin.write.oim_json import oim_json
from tanshin.write.submitter import Names, names_of
from tanshin.write.tdnet import ATTACHMENT, SUMMARY

#: The folder of the tables of xBRL-CSV; their metadata lies above, where the schemas are below it.
TABLES = "csv"


def json_name(names: Names) -> str:
    """The path of the report in xBRL-JSON."""
    return f"{names.summary}.json"


def metadata_name(names: Names) -> str:
    """The path of the metadata of the report in xBRL-CSV."""
    return f"{names.summary}-csv.json"


def interchange(filing: Filing, notes: Iterable[FactNote] = ()) -> dict[str, bytes]:
    """The report with its footnotes in xBRL-JSON, and in xBRL-CSV with one table for each of the filing's, by paths."""
    names, noted = names_of(filing), tuple(notes)
    summaries = [f"{SUMMARY}/{names.summary}.xsd"] if filing.form.name else []
    taxonomy = [*summaries, f"{ATTACHMENT}/{names.attachment}.xsd"]
    dts = Dts({**filing.form_taxonomy.dts.concepts, **filing.taxonomy.dts.concepts}, {}, (), {})
    return {
        json_name(names): oim_json(filing.report, taxonomy=taxonomy, dts=dts, notes=noted),
        **oim_csv(filing.report, taxonomy=taxonomy, dts=dts, notes=noted, name=metadata_name(names), folder=TABLES),
    }
