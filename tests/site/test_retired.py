"""The address of a retired figure leads to what replaced it."""

import pytest
from bs4 import BeautifulSoup

from dossier import cited, paths
from dossier.charts.retired import RETIRED
from dossier.site import retired
from tests.site.test_citing import PUBLISHED

PUBLISHED_IDS = {path.stem for path in paths.figures_dir().glob("*.json")}


def test_a_retired_id_is_no_figure_and_what_replaced_it_is_there():
    assert not PUBLISHED_IDS & set(RETIRED)
    chapters = {
        path.relative_to(paths.ROOT).with_suffix("").as_posix()
        for path in (paths.ROOT / "chapters").rglob("*.md")
    }
    assert set(RETIRED.values()) <= PUBLISHED_IDS | chapters


def test_every_retired_address_leads_on_by_link_refresh_and_canonical_address(book):
    for figure, target in RETIRED.items():
        page = BeautifulSoup((book.html / f"figures/{figure}.html").read_bytes(), "html.parser")
        (link,) = page.find_all("a")
        replacement = (book.html / "figures" / link["href"]).resolve()
        assert replacement.relative_to(book.html.resolve()).with_suffix("").as_posix().endswith(target)
        shown = BeautifulSoup(replacement.read_bytes(), "html.parser")
        # A chapter's heading ends in the sign of its own link.
        assert " ".join(shown.h1.get_text().split()).startswith(" ".join(link.get_text().split()))
        refresh = page.find("meta", attrs={"http-equiv": "refresh"})
        assert refresh["content"] == f"0; url={link['href']}"
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
        assert page.find("link", rel="canonical")["href"].endswith(link["href"].removeprefix("../"))


@pytest.mark.parametrize("target", ["figures/r1-new.html", "chapters/reason-1/where.html"])
def test_the_canonical_address_is_absolute_once_the_book_has_one(target, monkeypatch):
    monkeypatch.setattr(cited, "book", lambda: PUBLISHED)
    page = BeautifulSoup(retired.page("r1-old", "A & B", target), "html.parser")
    assert page.find("link", rel="canonical")["href"] == f"{PUBLISHED.url}{target}"
    assert page.a.get_text() == "A & B"
