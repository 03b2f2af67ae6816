"""Titles of pages: short enough to be read whole, and each its own."""

import html
import re

from dossier.site import titles


def test_the_book_s_name_stands_behind_a_heading_where_both_fit():
    assert titles.page_title("Glossary", "Why?") == "Glossary — Why?"
    assert titles.page_title("Why?", "Why?") == "Why?"
    long = "A heading that alone is nearly as long as a title may be at most"
    assert titles.page_title(long, "Why did they?") == long


def test_a_heading_that_is_too_long_is_cut_after_a_word():
    cut = titles.page_title("word " * 40, "Why?")
    assert len(cut) <= titles.LONGEST
    assert cut.endswith("word …")


def test_every_page_has_a_title_that_is_read_whole(book):
    found = {}
    for page in sorted(path for path in book.html.rglob("*.html") if "_static" not in path.parts):
        head = page.read_text(encoding="utf-8").partition("</title>")[0]
        found[page] = html.unescape(head.rpartition("<title>")[2]).strip()
    assert len(found) > 100
    for page, title in found.items():
        assert 3 < len(title) <= titles.LONGEST, f"{page}: {title}"
    held = [title for page, title in found.items() if re.search(r"/(chapters|figures)/", page.as_posix())]
    assert len(held) - len(set(held)) <= 0, sorted(title for title in set(held) if held.count(title) > 1)
