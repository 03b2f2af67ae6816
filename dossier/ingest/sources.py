"""Publishers' files: found, held against the hash in their SOURCE.toml, and read with a known layout."""

from __future__ import annotations

import io
import textwrap
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from dossier.cards import Origin, sha256
from dossier.errors import SourceError
from dossier.ingest import reading
from dossier.ingest.reading import REFETCH, TEXT, Cell

#: Tables that are derived from each dataset, by its id; recipes enter themselves.
DEPENDENTS: dict[str, list[str]] = {}
#: The column in which UCDP says of each row which release it belongs to.
VERSION = "version"
#: What SOURCE.toml must say of a dataset, for the cards of the tables that are derived from it.
DESCRIBED = ["id", "title", "publisher", "version", "licence", "citation", "obtained_on"]
#: What to do about a file that is not the one described.
REPLACED = (
    "Fetch the file that SOURCE.toml describes again; if the publisher has replaced it, describe the new one there "
    "and mend the recipe where it no longer fits."
)
DESCRIBE = (
    "Write it as those of the other datasets are, or restore it from where the folder of sources came from."
)


@dataclass(frozen=True)
class Dataset:
    """One folder of sources: a publisher's files and the SOURCE.toml that describes them."""

    folder: Path

    @cached_property
    def facts(self) -> dict:
        """SOURCE.toml as read."""
        path = self.folder / "SOURCE.toml"
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise SourceError(path, "not found", "a description of the dataset", DESCRIBE) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
            raise SourceError(
                path, f"not TOML ({broken})", "a description of the dataset", DESCRIBE
            ) from None

    @property
    def hashes(self) -> dict[str, str]:
        """Name of each file and the hash it must have."""
        return {_name(entry): entry.get("sha256", "none") for entry in self._listed}

    @property
    def _listed(self) -> list[dict]:
        return self.facts.get("file", []) + self.facts.get("files", [])

    @property
    def warnings(self) -> list[str]:
        """Warnings and notes of the description, as a list."""
        found: list[str] = []
        for key in ("warnings", "notes"):
            value = self.facts.get(key, [])
            found += [value] if isinstance(value, str) else value
        return found

    def origin(self, release: str) -> Origin:
        """Return the dataset as a card names it; `release` is the short form for source lines."""
        facts = self.facts
        lacking = [key for key in DESCRIBED if key not in facts]
        if lacking:
            path = self.folder / "SOURCE.toml"
            raise SourceError(path, f"lacks {', '.join(lacking)}", ", ".join(DESCRIBED), DESCRIBE)
        return Origin(
            id=facts["id"],
            title=facts["title"],
            publisher=facts["publisher"],
            version=facts["version"],
            release=release,
            licence=facts["licence"],
            licence_url=facts.get("licence_url", ""),
            citation=facts["citation"],
            addresses=_addresses(facts.get("upstream_url", [])),
            obtained_on=str(facts["obtained_on"]),
        )

    def path(self, name: str) -> Path:
        """Return the path of a file whose content is the described one.

        Raises
        ------
        SourceError
            If the file is missing or its hash is another.
        """
        path = self.folder / name
        if not path.is_file():
            raise SourceError(path, "not found", f"the file {name} of {self.folder.name}", REFETCH)
        wanted, found = self.hashes.get(name), sha256(path.read_bytes())
        if wanted is None:
            raise SourceError(
                path, "not described in SOURCE.toml", f"one of {', '.join(self.hashes)}", REFETCH
            )
        if found != wanted:
            raise SourceError(
                path,
                f"sha256 {found[:12]}…{self._shortened(path)}",
                f"{wanted[:12]}… as SOURCE.toml says",
                REPLACED,
            )
        return path

    def remedy(self, oddities: list[str]) -> str:
        """Return what to do about a file that cannot be read; another thing where it has the publisher's own layout."""
        if not oddities:
            return REFETCH
        extract = textwrap.shorten(str(self.facts.get("filter", "")), 240, placeholder=" …")
        stated = f" (“{extract}”)" if extract else ""
        return (
            f"This recipe reads the extract that SOURCE.toml's `filter` describes{stated}, from where it says that "
            "it was obtained: make or fetch that extract, or mend the recipe so that it reads the publisher's layout."
        )

    def _shortened(self, path: Path) -> str:
        stated = next((entry.get("bytes") for entry in self._listed if _name(entry) == path.name), None)
        size = path.stat().st_size
        return f", cut off after {size} of {stated} bytes" if stated and size < stated else ""


def _name(entry: dict) -> str:
    return entry.get("name") or entry.get("file") or entry.get("path") or ""


def _addresses(value) -> list[str]:
    if isinstance(value, str):
        value = [value]
    if isinstance(value, dict):
        value = value.values()
    return [word for line in value for word in str(line).split() if word.startswith("http")]


class Sources:
    """The folder of publishers' datasets.

    Parameters
    ----------
    folder : Path
        Holds one folder a dataset.
    """

    def __init__(self, folder: Path):
        self.folder = Path(folder)

    def dataset(self, dataset_id: str) -> Dataset:
        """Return one dataset.

        Raises
        ------
        SourceError
            If there is no folder of that name.
        """
        folder = self.folder / dataset_id
        if not folder.is_dir():
            raise SourceError(
                folder, "not found", f"the dataset {dataset_id}", "Pass its parent with --sources."
            )
        return Dataset(folder)

    def csv(
        self,
        dataset_id: str,
        name: str,
        columns: Collection[str],
        *,
        cells: Mapping[str, Cell] | None = None,
        only: Mapping[str, Collection] | None = None,
        release: str | None = None,
        **options,
    ) -> pd.DataFrame:
        """Read a CSV (or .csv.gz) of which exactly or at least these columns are needed.

        Values are read as text without blanks at their ends, and empty cells are missing, unless `cells` says
        what a column holds. A row of HXL tags under the header is left out.

        Parameters
        ----------
        dataset_id, name : str
            Folder and file.
        columns : collection of str
            The columns to keep, in order; any that the file lacks is an error.
        cells : dict, optional
            Column to the kind of its cells (`dossier.ingest.reading`); the others then hold words or nothing.
        only : dict, optional
            Column to the words of the rows to keep; cells of other rows may hold anything.
        release : str, optional
            What the file's column `version` must say in every row.
        **options
            Passed to `pandas.read_csv` (for instance `encoding`).

        Raises
        ------
        SourceError
            If the file is missing, altered, cut off, wrongly encoded, of another release, lacks a column, or a
            cell does not hold what `cells` says.
        """
        dataset = self.dataset(dataset_id)
        path = dataset.path(name)
        wanted = [*columns, *([VERSION] if release else [])]
        frame = reading.stripped(reading.without_tags(_parsed(dataset, path, wanted, options)))
        if release:
            _same_release(frame.pop(VERSION), release, dataset_id, path)
        return _typed(frame, cells or {}, only or {}, path)

    def layer(
        self,
        dataset_id: str,
        name: str,
        columns: Collection[str],
        *,
        cells: Mapping[str, Cell] | None = None,
        only: Mapping[str, Collection] | None = None,
    ) -> gpd.GeoDataFrame:
        """Read a vector layer in WGS 84 with these columns and its geometry.

        `cells` and `only` are those of `csv`; without them a column keeps the type that the layer declares.

        Raises
        ------
        SourceError
            If the file is missing, altered, unreadable, lacks a column, has another reference system, or a cell
            does not hold what `cells` says.
        """
        path = self.dataset(dataset_id).path(name)
        try:
            frame = gpd.read_file(path)
        except Exception as broken:  # GDAL's errors share no base class
            raise SourceError(path, f"cannot be read ({broken})", "a vector layer", REFETCH) from None
        if frame.crs is None or frame.crs.to_epsg() != 4326:
            raise SourceError(path, f"reference system {frame.crs}", "WGS 84 (EPSG:4326)", REFETCH)
        wanted = [*columns, "geometry"]
        if any(column not in frame for column in wanted):
            raise _lacking(frame, wanted, path, [], REFETCH)
        return _typed(reading.stripped(frame[wanted]), cells or {}, only or {}, path)


def _parsed(dataset: Dataset, path: Path, wanted: list[str], options: dict) -> pd.DataFrame:
    """Return the wanted columns of a CSV, their cells as text."""
    content = reading.unpacked(path)
    settings = {
        "dtype": "str",
        "keep_default_na": False,
        "na_values": [""],
        "encoding": "utf-8",
    } | options
    separator = settings.get("sep", ",")
    try:
        frame = pd.read_csv(io.BytesIO(content), **settings)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as broken:
        found = reading.oddities(content, separator)
        problem = "; ".join([f"cannot be read ({str(broken).strip()})", *found])
        expected = f"{settings['encoding']} text separated by {separator!r}"
        raise SourceError(path, problem, expected, dataset.remedy(found)) from None
    if any(column not in frame for column in wanted):
        found = reading.oddities(content, separator)
        raise _lacking(frame, wanted, path, found, dataset.remedy(found))
    return frame[wanted]


def _typed(frame, cells: Mapping[str, Cell], only: Mapping[str, Collection], path: Path):
    """Keep the wanted rows and give their columns the types that a recipe says they have."""
    words = TEXT.or_empty()
    for column, kept in only.items():
        frame = frame[reading.read(frame[column], words, path).isin(kept)]
    if cells:
        cells = {name: words for name in frame if pd.api.types.is_string_dtype(frame[name])} | dict(cells)
    return frame.assign(**{column: reading.read(frame[column], cell, path) for column, cell in cells.items()})


def _lacking(frame, columns: list[str], path: Path, found: list[str], remedy: str) -> SourceError:
    missing = [column for column in columns if column not in frame]
    return SourceError(
        f"{path}, column {', '.join(missing)}",
        "; ".join([f"not among {', '.join(map(str, frame.columns))}", *found]),
        f"the columns {', '.join(columns)}",
        remedy,
    )


def _same_release(stated: pd.Series, release: str, dataset_id: str, path: Path) -> None:
    """Refuse a file that says it is of another release."""
    others = stated[~stated.eq(release)]
    if others.empty:
        return
    said = others.iloc[0]
    found = "no release is stated" if pd.isna(said) else f"the file says it is release {said}"
    tables = ", ".join(DEPENDENTS.get(dataset_id, []))
    raise SourceError(
        f"{path}, column {VERSION}, row {others.index[0] + 1}",
        found,
        f"release {release}, from which {tables} are derived" if tables else f"release {release}",
        f"Put the file of release {release} in its place, or bring the recipes of these tables, their contracts "
        "and what the book says from them to the new release.",
    )
