"""The works that a chapter cites, listed at its end, for a chapter that leaves the book without its references."""

from __future__ import annotations

import copy
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from dossier.site.take_along.pages import Page, target

#: The page of the book that lists every work.
REFERENCES = "chapters/references"
HEADING = "Works cited"
ID = "works-cited"


def with_works_cited(page: Page, references: Page) -> Page:
    """Return a chapter with the entries that it cites at its end, and its citations pointed at them.

    Parameters
    ----------
    page : Page
        The chapter; it is left as it is.
    references : Page
        The page that lists every work of the book. It is returned as it is, and so is a page that cites nothing.
    """
    if page.name == references.name:
        return page
    body = copy.copy(page.body)
    works = {work["id"]: work for work in references.body.select("div.citation[id]")}
    cited: set[str] = set()
    for link in body.find_all("a", href=True):
        path, anchor = target(page, link["href"]) or ("", "")
        if path == f"{references.name}.html" and anchor in works:
            cited.add(anchor)
            link["href"] = f"#{_id(anchor)}"
    if not cited:
        return page
    body.append(_section([_entry(work) for anchor, work in works.items() if anchor in cited]))
    return replace(page, body=body)


def _id(anchor: str) -> str:
    # The builder's own ids (`id57`) are numbered page by page, so the chapter may have the same.
    return f"work-{anchor}"


def _entry(work: Tag) -> Tag:
    """Return a work without its number: text cites by author and year, and a part of the list has gaps."""
    entry = copy.copy(work)
    entry["id"] = _id(work["id"])
    for span in entry.find_all("span", recursive=False):
        span.decompose()
    return entry


def _section(entries: list[Tag]) -> Tag:
    soup = BeautifulSoup("", "html.parser")
    section = soup.new_tag("section", attrs={"id": ID, "class": [ID]})
    heading = soup.new_tag("h2")
    heading.string = HEADING
    section.extend([heading, *entries])
    return section
