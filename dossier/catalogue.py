"""Which tables there are; load one by name, checked against its card and its contract."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from dossier import clocks, paths, placing, storage
from dossier.cards import Card, sha256
from dossier.errors import TableError
from dossier.tables import TABLES, Table

#: Set by a build that has held every table against its contract: its chapters need not do so again. Each file is
#: still held to the hash in its card.
CHECKED = "DOSSIER_TABLES_CHECKED"

#: Folder of the tables that are kept by hand.
KEPT = "evidence/"


def names() -> list[str]:
    """Return the names of all tables, `folder/table`."""
    return list(TABLES)


def table(name: str) -> Table:
    """Return a table's contract.

    Raises
    ------
    TableError
        If the catalogue has no table of that name, or if its contract does not say how it is cut on a clock.
    """
    if name not in TABLES:
        known = ", ".join(TABLES)
        raise TableError(name, "no such table", f"one of {known}", "Check the spelling (`dossier.names()`).")
    found = TABLES[name]
    if found.cut is None:
        raise TableError(
            name,
            "its contract does not say how the table is cut on a clock",
            "a cut by day, by a publisher's lag, from a day on, or timeless with the reason",
            "Add `cut=` to the contract in dossier/tables (the kinds are in dossier/tables/cuts.py).",
        )
    return found


def file_of(name: str) -> Path:
    """Return where a table's file lies."""
    return paths.data_dir() / f"{name}{table(name).suffix}"


def card_file_of(name: str) -> Path:
    """Return where a table's card lies."""
    table(name)
    return paths.data_dir() / f"{name}.card.json"


def card(name: str) -> Card:
    """Return a table's data card."""
    return Card.read(card_file_of(name), _restoring(name))


def load(name: str, clock: str | None = None, remedy: str | None = None) -> pd.DataFrame:
    """Load one table, checked.

    Parameters
    ----------
    name : str
        Such as `arms/transfers`; `names()` lists them.
    clock : str, optional
        `A` for what was public by the last day of clock A; `B` for all that is known today, as without a clock.
    remedy : str, optional
        What a message says to do about a damaged file, other than to restore it.

    Returns
    -------
    pandas.DataFrame or geopandas.GeoDataFrame
        Columns, units and types as its contract in `dossier.tables` states.

    Raises
    ------
    TableError
        If the file is missing, differs from the hash in its card, or breaks its contract.
    """
    contract, path = table(name), file_of(name)
    where = paths.shown(path)
    remedy = remedy or _restoring(name)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise TableError(where, "the table is missing", "the file", remedy) from None
    about = card(name)
    if sha256(content) != about.sha256:
        raise _altered(name, content, where, about.sha256, remedy)
    frame = storage.decode(content, contract, where, remedy)
    whole = frame if os.environ.get(CHECKED) else check(frame, contract, where, remedy)
    if len(whole) != about.rows:
        raise TableError(where, f"{len(whole)} rows", f"{about.rows} rows as its card says", remedy)
    return cut(name, whole, clock)


def cut(name: str, frame: pd.DataFrame, clock: str | None) -> pd.DataFrame:
    """Return what of a table was public on a clock, by the cut that its contract declares.

    Parameters
    ----------
    name : str
        Table.
    frame : pandas.DataFrame
        Its rows.
    clock : str or None
        As for `load`.
    """
    day, declared = clocks.last_day(clock), table(name).cut
    if day is None:
        return frame
    if declared.beside:
        other, column = declared.beside
        known = frame[column].isin(load(other, clock)[column])
        frame = frame[known].reset_index(drop=True)
    return declared.at(frame, day)


def on_clocks(names: Iterable[str]) -> dict[str, dict[str, pd.DataFrame]]:
    """Load tables once and return them as they stood on each clock: clock to name to table."""
    whole = {name: load(name) for name in names}
    return {
        clock: {name: cut(name, frame, clock) for name, frame in whole.items()} for clock in clocks.CLOCKS
    }


def _restoring(name: str) -> str:
    return storage.RESTORE_KEPT if name.startswith(KEPT) else storage.RESTORE


def _altered(name: str, content: bytes, where: str, stated: str, remedy: str) -> TableError:
    if b"\r\n" in content and sha256(content.replace(b"\r\n", b"\n")) == stated:
        return TableError(
            where,
            "its lines end in CR LF, as Git writes them where core.autocrlf is set",
            "lines that end in LF, as .gitattributes asks for",
            "Write the checkout anew: git rm --cached -r -q . && git reset --hard (it discards changes).",
        )
    return TableError(
        where,
        f"the content was altered or cut off ({len(content)} bytes, sha256 {sha256(content)[:12]}…)",
        f"sha256 {stated[:12]}… as its card says",
        f"{remedy} If the change is meant, seal it: `python -m dossier seal {name}`.",
    )


def check(frame: pd.DataFrame, contract: Table, where: str, remedy: str = storage.RESTORE) -> pd.DataFrame:
    """Hold a frame against its contract and return it; `remedy` is what a message says to do.

    Raises
    ------
    TableError
        For the first column or row that breaks the contract, by name.
    """
    import pandera.errors  # takes a while, and chapters read tables that the build has checked

    _check_columns(frame, contract, where, remedy)
    try:
        frame = contract.schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as failures:
        raise _explain(failures, frame, contract, where, remedy) from None
    if contract.rows not in (None, len(frame)):
        raise TableError(where, f"{len(frame)} rows", f"{contract.rows} rows", remedy)
    return frame


def seal(name: str) -> Card:
    """Accept a table as it now lies on disk: check it and write its size and hash into its card."""
    contract, path = table(name), file_of(name)
    content, where = path.read_bytes(), paths.shown(path)
    frame = storage.decode(content, contract, where, storage.EDITED)
    check(frame, contract, where, storage.EDITED)
    old = card(name)
    new = Card(**{**vars(old), "rows": len(frame), "bytes": len(content), "sha256": sha256(content)})
    package = datapackage({name: new}).encode("utf-8")
    placing.write_together(
        {
            card_file_of(name): new.to_json().encode("utf-8"),
            paths.data_dir() / "datapackage.json": package,
        }
    )
    return new


def seal_package() -> None:
    """Write the data package anew, as the cards and `CITATION.cff` give it."""
    storage.write_whole(paths.data_dir() / "datapackage.json", datapackage().encode("utf-8"))


def _check_columns(frame: pd.DataFrame, contract: Table, where: str, remedy: str) -> None:
    found, wanted = list(frame.columns), list(contract.columns)
    if found == wanted:
        return
    missing = [column for column in wanted if column not in found]
    extra = [column for column in found if column not in wanted]
    if missing or extra:
        parts = [f"column {', '.join(missing)} is missing"] if missing else []
        parts += [f"column {', '.join(extra)} is not in the contract"] if extra else []
        problem = " and ".join(parts)
    else:
        problem = f"columns in the order {', '.join(found)}"
    raise TableError(where, problem, f"the columns {', '.join(wanted)}", remedy)


def _explain(failures, frame: pd.DataFrame, contract: Table, where: str, remedy: str) -> TableError:
    first = failures.failure_cases.iloc[0]
    if first["schema_context"] == "DataFrameSchema":
        repeated = frame.duplicated(list(contract.key), keep="first")
        row = int(repeated.to_numpy().argmax())
        key = ", ".join(f"{column} {frame[column].iloc[row]}" for column in contract.key)
        return TableError(f"{where}, row {row + 1}", f"a second row with {key}", "each key once", remedy)
    at = f"{where}, column {first['column']}"
    if pd.notna(first["index"]):
        at += f", row {int(first['index']) + 1}"
    check_name = str(first["check"])
    wanted = "a value in every row" if check_name == "not_nullable" else check_name.removeprefix("dtype")
    found = getattr(first["failure_case"], "item", lambda: first["failure_case"])()
    return TableError(at, f"found {found!r}", wanted, remedy)


#: How pandera's types are called in a Frictionless table schema.
FRICTIONLESS_TYPES = {
    "str": "string",
    "int64": "integer",
    "Int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "datetime64[s]": "date",
    "geometry": "any",
}

MEDIATYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "fgb": "application/vnd.flatgeobuf",
}


def datapackage(newer: Mapping[str, Card] | None = None) -> str:
    """Return the Frictionless data package of the tables that have a card, as `datapackage.json` holds it.

    Version and day are those of `CITATION.cff`; without a day there, the latest on which a source was obtained.

    Parameters
    ----------
    newer : mapping, optional
        Table to a card that is yet to be put in the place of its own.
    """
    from dossier import cited  # chapters load tables and cite nothing

    book = cited.book()
    cards = {name: card(name) for name in names() if card_file_of(name).exists()} | (newer or {})
    obtained = max((origin.obtained_on for about in cards.values() for origin in about.sources), default="")
    package = {
        "profile": "data-package",
        "name": "dossier",
        "title": "Tidy tables of the dossier on Russia and the Taliban",
        "description": "What is this project's own is under the licence of the package. Each resource names the terms "
        "of its publishers, which hold for it.",
        "version": book.version,
        "created": f"{book.day or obtained}T00:00:00Z",
        "contributors": [{"title": author.written, "role": "author"} for author in book.authors],
        "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": cited.LICENCE}],
        "resources": [_resource(name, about) for name, about in cards.items()],
    }
    package = {key: value for key, value in package.items() if value}
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _resource(name: str, about: Card) -> dict:
    contract = table(name)
    licences = {(origin.licence, origin.licence_url) for origin in about.sources}
    resource = {
        "name": name.replace("/", "-").replace("_", "-"),
        "title": contract.title,
        "path": file_of(name).relative_to(paths.data_dir()).as_posix(),
        # Frictionless reads CSV row by row; the packed formats it holds against size and hash.
        "type": "table" if contract.format == "csv" else "file",
        "profile": "tabular-data-resource" if contract.format == "csv" else "data-resource",
        "format": contract.format,
        "mediatype": MEDIATYPES[contract.format],
        "encoding": "utf-8",
        "bytes": about.bytes,
        "hash": f"sha256:{about.sha256}",
        "description": about.kept,
        "licenses": [{"title": title, "path": path} for title, path in sorted(licences)],
        "sources": [
            {"title": f"{origin.citation}", "path": origin.addresses[0]}
            for origin in about.sources
            if origin.addresses
        ],
        "warnings": about.warnings,
        "rows": about.rows if contract.format == "csv" else None,
        "schema": {
            "fields": [_field(column, declared) for column, declared in contract.columns.items()],
            "primaryKey": list(contract.key),
            "missingValues": [""],
        },
    }
    return {key: value for key, value in resource.items() if value not in ([], None)}


def _field(column: str, declared) -> dict:
    described = {
        "name": column,
        "type": FRICTIONLESS_TYPES[declared.kind],
        "description": declared.description,
    }
    if declared.unit:
        described["unit"] = declared.unit
    if described["type"] == "boolean":
        described |= {"trueValues": ["True"], "falseValues": ["False"]}
    if not declared.nullable:
        described["constraints"] = {"required": True}
    return described
