"""Publishers' files: found, held against the hash in their SOURCE.toml, and read with a known layout."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from dossier.cards import Origin, sha256
from dossier.errors import SourceError

REFETCH = (
    "Obtain the file again from the address in its SOURCE.toml, or adapt the ingest module to the new layout."
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
            raise SourceError(path, "not found", "a description of the dataset", REFETCH) from None
        except tomllib.TOMLDecodeError as broken:
            raise SourceError(path, f"not TOML ({broken})", "a description of the dataset", REFETCH) from None

    @property
    def hashes(self) -> dict[str, str]:
        """Name of each file and the hash it must have."""
        listed = self.facts.get("file", []) + self.facts.get("files", [])
        return {entry.get("name") or entry.get("file") or entry["path"]: entry["sha256"] for entry in listed}

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
            raise SourceError(path, f"sha256 {found[:12]}…", f"{wanted[:12]}… as SOURCE.toml says", REFETCH)
        return path


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

    def csv(self, dataset_id: str, name: str, columns: list[str], **options) -> pd.DataFrame:
        """Read a CSV (or .csv.gz) of which exactly or at least these columns are needed.

        Every value is read as text; empty cells are missing. Other types are the recipe's decision.

        Parameters
        ----------
        dataset_id, name : str
            Folder and file.
        columns : list of str
            The columns to keep, in order; any that the file lacks is an error.
        **options
            Passed to `pandas.read_csv` (for instance `encoding`).

        Raises
        ------
        SourceError
            If the file is missing, altered, wrongly encoded or lacks a column.
        """
        path = self.dataset(dataset_id).path(name)
        settings = {
            "dtype": "str",
            "keep_default_na": False,
            "na_values": [""],
            "encoding": "utf-8",
        } | options
        try:
            frame = pd.read_csv(path, **settings)
        except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as broken:
            expected = f"{settings['encoding']} text separated by {settings.get('sep', ',')!r}"
            raise SourceError(path, f"cannot be read ({broken})", expected, REFETCH) from None
        return self._kept(frame, columns, path)

    def layer(self, dataset_id: str, name: str, columns: list[str]) -> gpd.GeoDataFrame:
        """Read a vector layer in WGS 84 with these columns and its geometry.

        Raises
        ------
        SourceError
            If the file is missing, altered, unreadable, lacks a column or has another reference system.
        """
        path = self.dataset(dataset_id).path(name)
        try:
            frame = gpd.read_file(path)
        except Exception as broken:  # GDAL's errors share no base class
            raise SourceError(path, f"cannot be read ({broken})", "a vector layer", REFETCH) from None
        if frame.crs is None or frame.crs.to_epsg() != 4326:
            raise SourceError(path, f"reference system {frame.crs}", "WGS 84 (EPSG:4326)", REFETCH)
        return self._kept(frame, [*columns, "geometry"], path)

    @staticmethod
    def _kept(frame, columns: list[str], path: Path):
        missing = [column for column in columns if column not in frame]
        if missing:
            raise SourceError(
                f"{path}, column {', '.join(missing)}",
                f"not among {', '.join(map(str, frame.columns))}",
                f"the columns {', '.join(columns)}",
                REFETCH,
            )
        return frame[columns]
