"""A campaign: whatever one cell of a publisher's file holds, a recipe gives a table or says plainly why not.

The last resort of `derive`, for what nobody foresaw, does not count as saying so.
"""

import csv
import gzip
import hashlib
import io
import os
import random
import re
from pathlib import Path

import geopandas as gpd
import pytest

from dossier import catalogue, paths
from dossier.errors import DossierError
from dossier.ingest.recipes import UNFORESEEN, derive, recipes
from dossier.ingest.sources import Sources

SOURCES = Path(os.environ.get("DOSSIER_SOURCES", paths.ROOT.parent / "shared" / "sources"))

#: R's word for a missing value, and a number that a spreadsheet or a narrow column cut off.
SPOILED = ("NA", "1.0E")

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(
        not SOURCES.is_dir(), reason="no publishers' files beside the checkout (DOSSIER_SOURCES)"
    ),
]


class Recorded(Sources):
    """Sources that remember which columns of which file were asked of them."""

    def __init__(self, folder):
        super().__init__(folder)
        self.asked: dict[tuple[str, str], dict] = {}

    def csv(self, dataset_id, name, columns, **options):
        self._remember(dataset_id, name, columns)
        return super().csv(dataset_id, name, columns, **options)

    def layer(self, dataset_id, name, columns, **options):
        self._remember(dataset_id, name, columns)
        return super().layer(dataset_id, name, columns, **options)

    def _remember(self, dataset_id, name, columns):
        self.asked.setdefault((dataset_id, name), {}).update(dict.fromkeys(columns))


class Delimited:
    """A CSV file as rows of text, of which one cell at a time is spoiled."""

    def __init__(self, path):
        self.packed = path.suffix == ".gz"
        content = path.read_bytes()
        text = (gzip.decompress(content) if self.packed else content).decode("utf-8-sig")
        self.header, *self.rows = csv.reader(io.StringIO(text, newline=""))

    def spoiled(self, column, row, value):
        """Return the file's bytes with that value in one cell."""
        at = self.header.index(column)
        kept, self.rows[row][at] = self.rows[row][at], value
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\n").writerows([self.header, *self.rows])
        self.rows[row][at] = kept
        content = buffer.getvalue().encode("utf-8")
        return gzip.compress(content, compresslevel=1) if self.packed else content


class Layer:
    """A map layer of which one attribute of one feature at a time is spoiled."""

    def __init__(self, path):
        self.rows = gpd.read_file(path)

    def spoiled(self, column, row, value):
        """Return the layer's bytes with that value as one feature's attribute, and the whole column as text."""
        words = self.rows[column].map(str, na_action="ignore").astype("object")
        words.iloc[row] = value
        buffer = io.BytesIO()
        self.rows.assign(**{column: words}).to_file(buffer, driver="FlatGeobuf", SPATIAL_INDEX="NO")
        return buffer.getvalue()


def put_in_place(folder, dataset_id, name, content):
    """Make a folder of sources in which one file has another content, and its SOURCE.toml the hash of that."""
    for each in SOURCES.iterdir():
        if each.name != dataset_id and not (folder / each.name).exists():
            (folder / each.name).symlink_to(each)
    target = folder / dataset_id
    if target.is_symlink():
        target.unlink()
    target.mkdir(exist_ok=True)
    for each in (SOURCES / dataset_id).iterdir():
        if each.name not in (name, "SOURCE.toml") and not (target / each.name).exists():
            (target / each.name).symlink_to(each)
    described = (SOURCES / dataset_id / "SOURCE.toml").read_text(encoding="utf-8")
    stated = Sources(SOURCES).dataset(dataset_id).hashes[name]
    digest = hashlib.sha256(content).hexdigest()
    (target / "SOURCE.toml").write_text(re.sub(stated, digest, described), encoding="utf-8")
    if (target / name).is_symlink():
        (target / name).unlink()
    (target / name).write_bytes(content)


def trials(recipe):
    """Yield file, column, row, value and the file's spoiled content, for every column that a recipe reads."""
    recorded = Recorded(SOURCES)
    recipe.make(recorded)
    for (dataset_id, name), columns in recorded.asked.items():
        path = SOURCES / dataset_id / name
        file = Layer(path) if path.suffix == ".fgb" else Delimited(path)
        for column in columns:
            row = random.Random(f"{recipe.table} {name} {column}").randrange(len(file.rows))
            for value in SPOILED:
                yield dataset_id, name, column, row, value, file.spoiled(column, row, value)


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.table)
def test_a_spoiled_cell_gives_a_table_or_a_message(recipe, tmp_path, monkeypatch, record_property):
    data = tmp_path / "data"
    monkeypatch.setenv("DOSSIER_DATA", str(data))
    raw, tried = [], 0
    for number, (dataset_id, name, column, row, value, content) in enumerate(trials(recipe)):
        tried = number + 1
        folder = tmp_path / f"sources-{number}"
        folder.mkdir()
        put_in_place(folder, dataset_id, name, content)
        try:
            derive(recipe, Sources(folder))
            catalogue.load(recipe.table)
        except DossierError as named:
            if UNFORESEEN not in named.problem:
                continue
            failure = named
        except Exception as other:  # whatever else comes is what this test is about
            failure = other
        else:
            continue
        raw.append(f"{name}, {column}, row {row + 1}, {value}: {type(failure).__name__}: {failure}")
    record_property("Cells of publishers' files spoiled", f"{tried - len(raw)} of {tried}")
    assert not raw, "\n".join(raw)
