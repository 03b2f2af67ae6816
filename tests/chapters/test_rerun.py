"""A chapter's source opens as a notebook in the JupyterLab of the lock, as the rerun page says."""

import asyncio
import re

import pytest
from jupyter_core.paths import jupyter_config_path
from jupyter_server.extension.config import ExtensionConfigManager
from jupytext import TextFileContentsManager

from dossier import paths

CODE = re.compile(r"^```\{code-cell\}", re.M)
CHAPTERS = [
    path
    for path in sorted((paths.ROOT / "chapters").rglob("*.md"))
    if CODE.search(path.read_text(encoding="utf-8"))
]


def test_jupyterlab_starts_with_the_reader_of_sources():
    enabled = ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions()
    assert enabled["jupyterlab_jupytext"]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_opens_as_a_notebook_with_all_its_cells(chapter):
    manager = TextFileContentsManager(root_dir=str(paths.ROOT))
    opened = manager.get(chapter.relative_to(paths.ROOT).as_posix(), type="notebook")
    if asyncio.iscoroutine(opened):
        opened = asyncio.run(opened)
    cells = [cell["source"] for cell in opened["content"]["cells"] if cell["cell_type"] == "code"]
    assert len(cells) == len(CODE.findall(chapter.read_text(encoding="utf-8")))
