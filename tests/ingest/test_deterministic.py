"""The publishers' files give the tables in data/, byte for byte. Needs the publishers' files beside the checkout."""

import os
from pathlib import Path

import pytest

from dossier import catalogue, paths
from dossier.ingest.recipes import derive_all, recipes
from dossier.ingest.sources import Sources

SOURCES = Path(os.environ.get("DOSSIER_SOURCES", paths.ROOT.parent / "shared" / "sources"))


@pytest.mark.skipif(not SOURCES.is_dir(), reason="no publishers' files beside the checkout (DOSSIER_SOURCES)")
def test_deriving_every_table_again_gives_the_same_bytes(tmp_path, monkeypatch):
    kept = {}
    for recipe in recipes():
        for path in (catalogue.file_of(recipe.table), catalogue.card_file_of(recipe.table)):
            kept[path.relative_to(paths.data_dir())] = path.read_bytes()
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    assert len(list(derive_all(Sources(SOURCES)))) == len(recipes())
    for name, content in kept.items():
        assert (tmp_path / name).read_bytes() == content, name
