"""What a first visit loads, as a host that compresses sends it."""

import gzip
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.visits import KILOBYTE

pytestmark = pytest.mark.browser

#: The theme alone would be three times as much, most of it a script that draws icons.
FIRST_VISIT = 300 * KILOBYTE
#: What hosts compress.
TEXT = (".html", ".css", ".js", ".svg", ".json")
FRONT = "chapters/index.html"


def packed(file):
    """Bytes of a file on its way."""
    content = file.read_bytes()
    return len(gzip.compress(content, 6)) if file.suffix in TEXT else len(content)


@pytest.fixture(scope="module")
def loaded(book, visitor, address):
    """Files that a first visit to the first page loads, and their bytes on the way."""
    visit = visitor.visit(FRONT, ("light", 1280))
    local = {url for url in visit.loaded if url.startswith(address)}
    files = {unquote(urlsplit(url).path).lstrip("/") for url in local}
    return {name: packed(book.html / name) for name in sorted(files)}


def test_a_first_visit_is_light(loaded):
    assert FRONT in loaded
    heaviest = sorted(((size, name) for name, size in loaded.items()), reverse=True)[:8]
    assert sum(loaded.values()) <= FIRST_VISIT, heaviest


def test_icons_and_typefaces_of_the_theme_are_not_loaded(loaded):
    assert not [name for name in loaded if "fontawesome" in name]
    assert [name for name in loaded if name.endswith(".woff2")] == [
        f"_static/fonts/source-sans-{face}.woff2" for face in ("italic", "regular", "semibold")
    ]
