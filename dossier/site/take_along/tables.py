"""All tables as one download: Parquet, SQLite, the data package, cards and terms."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dossier import catalogue, markdown, paths, words
from dossier.cards import sha256
from dossier.site.take_along.about import About
from dossier.site.take_along.packing import packed
from dossier.tables import Table

FOLDER = "dossier-data"
DATABASE = "dossier.sqlite"
SQL_TYPES = {
    "str": "TEXT",
    "int64": "INTEGER",
    "Int64": "INTEGER",
    "float64": "REAL",
    "bool": "INTEGER",
    "datetime64[s]": "TEXT",
    "geometry": "BLOB",
}
DAY = "datetime64[s]"
#: Tables of the database that describe the others.
TABLES_OF, COLUMNS_OF = "_tables", "_columns"


def data_zip(about: About) -> bytes:
    """Return every table of `data/`, twice, with what is known about it; the same bytes every time."""
    frames = {name: catalogue.load(name) for name in catalogue.names()}
    members = {f"tables/{name}.parquet": parquet(frame, name) for name, frame in frames.items()}
    members[DATABASE] = database(frames)
    for name in frames:
        members[f"cards/{name}.card.json"] = catalogue.card_file_of(name).read_bytes()
    members["datapackage.json"] = _package(members).encode()
    members["LICENSE"] = (paths.ROOT / "LICENSE").read_bytes()
    members["README.md"] = _readme(about, frames).encode()
    return packed({f"{FOLDER}/{name}": content for name, content in members.items()}, about.moment)


def parquet(frame: pd.DataFrame, name: str) -> bytes:
    """Return a table as Parquet: days as days, shapes as GeoParquet, meaning and unit with each column."""
    contract = catalogue.table(name)
    written = io.BytesIO()
    if "geometry" in contract.columns:
        frame.to_parquet(written, index=False, compression="zstd")
        return written.getvalue()
    plain = pa.Table.from_pandas(frame, preserve_index=False)
    fields = []
    for column, declared in contract.columns.items():
        kind = pa.date32() if declared.kind == DAY else plain.schema.field(column).type
        about = {"description": declared.description, "unit": declared.unit}
        fields.append(pa.field(column, kind, metadata={key: said for key, said in about.items() if said}))
    pq.write_table(plain.cast(pa.schema(fields)), written, compression="zstd")
    return written.getvalue()


def sql_name(name: str) -> str:
    """Return what a table is called in the database: `arms/transfers` is `arms_transfers`."""
    return name.replace("/", "_")


def database(frames: dict[str, pd.DataFrame]) -> bytes:
    """Return the tables as one SQLite file, with their keys, and two tables that describe them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, DATABASE)
        connection = sqlite3.connect(path, isolation_level=None)
        # Page size and encoding are written into the file; a journal would only cost time.
        for setting in ("page_size = 4096", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        for name, frame in frames.items():
            _write(connection, name, catalogue.table(name), frame)
        _describe(connection, list(frames))
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.close()
        return path.read_bytes()


def _write(connection: sqlite3.Connection, name: str, contract: Table, frame: pd.DataFrame) -> None:
    columns = [
        f'"{column}" {SQL_TYPES[declared.kind]}{"" if declared.nullable else " NOT NULL"}'
        for column, declared in contract.columns.items()
    ]
    if contract.key:
        columns.append("PRIMARY KEY (" + ", ".join(f'"{part}"' for part in contract.key) + ")")
    connection.execute(f'CREATE TABLE "{sql_name(name)}" ({", ".join(columns)})')
    values = [_values(frame[column], declared.kind) for column, declared in contract.columns.items()]
    places = ", ".join("?" * len(values))
    connection.executemany(f'INSERT INTO "{sql_name(name)}" VALUES ({places})', zip(*values, strict=True))


def _values(column: pd.Series, kind: str) -> list:
    """Return a column as SQLite holds it: days as ISO 8601, shapes as well-known binary, gaps as NULL."""
    if kind == "geometry":
        return column.to_wkb().tolist()
    if kind == DAY:
        column = column.dt.strftime("%Y-%m-%d")
    native = {"int64": int, "Int64": int, "bool": int, "float64": float}.get(kind, str)
    return [None if gap else native(value) for value, gap in zip(column, column.isna(), strict=True)]


def _describe(connection: sqlite3.Connection, names: list[str]) -> None:
    connection.execute(
        f'CREATE TABLE "{TABLES_OF}" ("table" TEXT PRIMARY KEY, name TEXT, title TEXT, "rows" INTEGER, '
        "kept TEXT, restricted INTEGER, warnings TEXT, sources TEXT, licences TEXT)"
    )
    connection.execute(
        f'CREATE TABLE "{COLUMNS_OF}" ("table" TEXT, "column" TEXT, position INTEGER, type TEXT, unit TEXT, '
        'description TEXT, required INTEGER, key_position INTEGER, PRIMARY KEY ("table", "column"))'
    )
    for name in names:
        contract, card = catalogue.table(name), catalogue.card(name)
        connection.execute(
            f'INSERT INTO "{TABLES_OF}" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
            (
                sql_name(name),
                name,
                card.title,
                card.rows,
                card.kept,
                int(card.restricted),
                "\n".join(card.warnings),
                "\n".join(origin.citation for origin in card.sources),
                "\n".join(_licences(name)),
            ),
        )
        for position, (column, declared) in enumerate(contract.columns.items(), start=1):
            key = contract.key.index(column) + 1 if column in contract.key else None
            kind = declared.kind
            said = catalogue.FRICTIONLESS_TYPES[kind] if kind != "geometry" else "well-known binary"
            connection.execute(
                f'INSERT INTO "{COLUMNS_OF}" VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
                (
                    sql_name(name),
                    column,
                    position,
                    said,
                    declared.unit,
                    declared.description,
                    int(not declared.nullable),
                    key,
                ),
            )


def _licences(name: str) -> list[str]:
    return list(dict.fromkeys(origin.licence for origin in catalogue.card(name).sources))


def _by_terms(names: list[str]) -> list[str]:
    """Return a line for each set of terms, with the tables under it."""
    tables: dict[str, list[str]] = {}
    for name in names:
        tables.setdefault("; ".join(_licences(name)), []).append(f"`{name}`")
    return [f"- {words.listing(under)}: {terms}" for terms, under in tables.items()]


def _package(members: dict[str, bytes]) -> str:
    """Return the project's data package, its resources pointed at the files of the zip."""
    package = json.loads(catalogue.datapackage())
    for resource in package["resources"]:
        name = Path(resource["path"]).with_suffix("").as_posix()
        resource |= _file(f"tables/{name}.parquet", members)
        resource |= {"type": "file", "profile": "data-resource", "format": "parquet"}
        resource["mediatype"] = catalogue.MEDIATYPES["parquet"]
        # What only CSV needs: how words stand for gaps and for yes and no.
        for only_csv in ("rows", "encoding"):
            resource.pop(only_csv, None)
        resource["schema"].pop("missingValues", None)
        for field in resource["schema"]["fields"]:
            field.pop("trueValues", None)
            field.pop("falseValues", None)
    package["resources"].append(
        {
            "name": "dossier-sqlite",
            "title": "All tables in one SQLite database",
            **_file(DATABASE, members),
            "type": "file",
            "profile": "data-resource",
            "format": "sqlite",
            "mediatype": "application/vnd.sqlite3",
        }
    )
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _file(path: str, members: dict[str, bytes]) -> dict:
    return {"path": path, "bytes": len(members[path]), "hash": f"sha256:{sha256(members[path])}"}


def _readme(about: About, frames: dict[str, pd.DataFrame]) -> str:
    restricted = [name for name in frames if catalogue.card(name).restricted]
    files = {
        "`tables/`": "each table as Parquet (shapes as GeoParquet)",
        f"`{DATABASE}`": "the same tables in one SQLite database; `arms/transfers` is `arms_transfers` there. "
        f"`{TABLES_OF}` and `{COLUMNS_OF}` describe tables and columns; days are ISO 8601 text, yes and no are "
        "1 and 0, shapes are well-known binary in WGS 84 (EPSG:4326)",
        "`datapackage.json`": "Frictionless data package: fields, units, keys, sources, licences, hashes",
        "`cards/`": "a card for each table: publisher, release, citation, terms, what was kept, what to beware of",
        "`LICENSE`": "the terms of code, text and data",
    }
    rows = ((f"`{name}`", catalogue.card(name).title, f"{len(frame):,}") for name, frame in frames.items())
    lines = [
        f"# Data of “{about.title} {about.subtitle}”",
        "",
        f"{about.edition}. {len(frames)} tables, {sum(map(len, frames.values())):,} rows.",
        "",
        markdown.table(("File", "Holds"), files.items()),
        "",
        "## Terms",
        "",
        "Each table is under its publishers’ terms, which its card names. Cite the publishers. "
        f"{len(restricted)} tables hold only the part that their publishers allow to be redistributed, or allow "
        "for non-commercial use; here, as in the book’s own `data/`, there is no more of them than that part:",
        "",
        *_by_terms(restricted),
        "",
        "Tables under `evidence/` were written by this project and are under CC BY 4.0.",
        "",
        "## Tables",
        "",
        markdown.table(("Table", "Title", "Rows:"), rows),
    ]
    return "\n".join(lines) + "\n"
