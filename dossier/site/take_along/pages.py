"""The built pages in the order of the book, stripped to what a reader without a browser can use.

PDF and EPUB are both made from the pages of the HTML book, so that they say what it says. (Sphinx's own EPUB
builder would run every extension a second time, on a builder that calls itself HTML too, and write pages
that nobody has looked at.)
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Comment, Tag

from dossier import paths
from dossier.errors import DossierError
from dossier.site import afterwards

#: What only a browser can use, or only a reader of code wants.
LEFT_OUT = ", ".join(
    (
        "script, style, noscript, template, iframe, object, link, meta, button, input, select, textarea, form",
        "details.hide, div.cell_input, a.headerlink, a.download, .only-dark, .d-print-none, .no-paper",
        ".sd-summary-state-marker, .sd-summary-icon, form.filter, .filter-count",
        # Drawn by scripts or coloured by the page's own style, with the same in words beside them.
        "[hidden], svg[aria-hidden=true], .atlas-figure, .arms-figure, .figure-cards img, audio, video, source",
        # Forms of a citation to be copied or imported, and how to check its hash: for a screen.
        ".cite-form, .cite-note",
        # The first page's cover; files have a cover of their own.
        ".cover > :not(h1)",
    )
)
#: The attributes that stay; pictures drawn in the page (SVG) keep all but handlers.
KEPT = {
    "*": {"id", "class", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "ol": {"start"},
    "time": {"datetime"},
}
#: Where the web pages have a page for each figure; here a figure stands in its chapter.
FIGURE_PAGES = "figures/"
#: What stays of the facts below a citation: the line above them names version and day, and files are on the web.
CITED_FACT = "Content hash"
#: A paragraph with a download that is shorter than this offers it and says no more.
DOWNLOADS = 120
#: Annexes that are looked up and not read through; with them the PDF of the book would be too thick to print.
UNBOUND = (
    "chapters/rivals-items",
    "chapters/robustness-grids",
    "chapters/rules",
    "chapters/gallery",
    "chapters/data/",
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Page:
    """One page of the book.

    Parameters
    ----------
    name : str
        Its document's name, such as `chapters/reason-1/order`.
    depth : int
        0 for the first page, 1 for a chapter, 2 for a section of one.
    part : str
        The heading of `_toc.yml` under which it stands; empty for the first page.
    body : bs4.Tag
        Its article, stripped.
    """

    name: str
    depth: int
    part: str
    body: Tag
    title: str = field(init=False)

    def __post_init__(self):
        self.title = " ".join(self.body.find("h1").get_text().split())

    @property
    def slug(self) -> str:
        """Its name as files and ids hold it: `reason-1-order`."""
        return self.name.removeprefix("chapters/").replace("/", "-")

    @property
    def bound(self) -> bool:
        """Whether the PDF of the whole book holds it; those that it leaves out have a PDF of their own."""
        return not self.name.startswith(UNBOUND)

    def ids(self) -> set[str]:
        """Return the ids that a link can point at."""
        return {tag["id"] for tag in self.body.find_all(id=True)}


def read(built: Path) -> list[Page]:
    """Return the pages of a built book in its order.

    Raises
    ------
    DossierError
        If there is no built book, or a page of the contents is missing in it.
    """
    pictures = _figures()
    return [
        Page(name, depth, part, _stripped(_article(built, name), built / f"{name}.html", pictures))
        for name, depth, part in order()
    ]


def order() -> Iterator[tuple[str, int, str]]:
    """Yield each page's name, depth and part as `_toc.yml` lists them."""
    contents = yaml.safe_load((paths.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    yield contents["root"], 0, ""
    for part in contents["parts"]:
        yield from _entries(part["chapters"], 1, part["caption"])


def _entries(entries: list[dict], depth: int, part: str) -> Iterator[tuple[str, int, str]]:
    for entry in entries:
        if "file" in entry:
            yield entry["file"], depth, part
            yield from _entries(entry.get("sections", []), depth + 1, part)


def _article(built: Path, name: str) -> Tag:
    file = built / f"{name}.html"
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DossierError(
            paths.shown(file), "the page is missing", "a built book", "Run `make book` first."
        ) from None
    # Only the article is read: the rest of a page is the theme's; nor what an earlier run put into it.
    text = afterwards.emptied(text)
    start, end = text.find("<article"), text.rfind("</article>")
    return BeautifulSoup(text[start : end + len("</article>")], "html.parser").article


def _figures() -> dict[str, dict]:
    """Return the words of every published figure, by id."""
    files = sorted(paths.figures_dir().glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def _stripped(article: Tag, file: Path, figures: dict[str, dict]) -> Tag:
    soup = BeautifulSoup("", "html.parser")
    for figure in article.find_all("figure", id=True):
        if figure["id"] in figures:
            _plain_figure(figure, figures[figure["id"]], soup)
    for line in [link.find_parent("p") for link in article.select("p a.download")]:
        # A line of downloads makes no sense without them; a sentence that names one does.
        if not line.decomposed and len(line.get_text(strip=True)) < DOWNLOADS:
            line.decompose()
    for tag in article.select(LEFT_OUT):
        tag.decompose()
    _keep_hash(article)
    for remark in article.find_all(string=lambda text: isinstance(text, Comment)):
        remark.extract()
    for folded in article.find_all("details"):
        _unfold(folded, soup)
    for span in article.select("span.pasted-text, code span.pre"):
        span.unwrap()
    for frame in article.select("picture, .cover, .figure-picture"):
        frame.unwrap()
    for picture in article.select("img:not([src])"):
        picture.decompose()
    for picture in article.find_all("img"):
        if not urlsplit(picture["src"]).scheme:
            picture["src"] = str((file.parent / unquote(picture["src"])).resolve())
    for tag in article.find_all(True):
        _strip_attributes(tag)
    for empty in article.select("div.cell, div.cell_output"):
        if not empty.get_text(strip=True) and not empty.find(["img", "svg"]):
            empty.decompose()
    article.name = "div"
    article["class"] = ["page"]
    return article


def _keep_hash(article: Tag) -> None:
    """Leave of the facts below a citation the one by which a reader can tell the very text that was cited."""
    for name in article.select(".cite-facts dt"):
        if name.get_text(strip=True) != CITED_FACT:
            name.find_next_sibling("dd").decompose()
            name.decompose()


def _plain_figure(figure: Tag, about: dict, soup: BeautifulSoup) -> None:
    """Leave of a figure its picture (by day, as PNG), its number, caption and sources.

    Downloads, tables and links to cite it are for the screen, and a reader of an e-book may know no WebP.
    """
    number, words = figure.select_one(".caption-number"), figure.select_one(".caption-text")
    figure.clear()
    picture = str(paths.figures_dir() / about["files"]["picture"])
    figure.append(soup.new_tag("img", attrs={"src": picture, "alt": " ".join(about["alt"].split())}))
    caption = soup.new_tag("figcaption")
    line = soup.new_tag("p")
    if number:
        line.append(number)
    line.append(words or about["caption"])
    source = soup.new_tag("p", attrs={"class": "source"})
    source.string = f"Source: {about['source']}."
    caption.extend([line, source])
    figure.append(caption)
    figure["class"] = ["evidence-figure"]


def _unfold(folded: Tag, soup: BeautifulSoup) -> None:
    """Turn what unfolds on a screen into a block with a title: paper and most e-readers unfold nothing."""
    folded.name = "div"
    folded["class"] = [*folded.get("class", []), "unfolded"]
    summary = folded.find("summary", recursive=False)
    if summary:
        summary.name = "div"
        summary["class"] = ["unfolded-title"]


def _strip_attributes(tag: Tag) -> None:
    if tag.find_parent("svg") or tag.name == "svg":
        kept = {key: value for key, value in tag.attrs.items() if not key.startswith(("on", "data-"))}
    else:
        allowed = KEPT["*"] | KEPT.get(tag.name, set())
        kept = {key: value for key, value in tag.attrs.items() if key in allowed}
    tag.attrs = kept


def _figure_ids(page: Page) -> list[str]:
    return [figure["id"] for figure in page.body.select("figure.evidence-figure[id]")]


def target(page: Page, href: str) -> tuple[str, str] | None:
    """Return the path, from the top of the book, that a link of a page leads to, and the id there.

    Nothing for a link that leaves the book.
    """
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), unquote(parts.path)))
    return path if parts.path else f"{page.name}.html", unquote(parts.fragment)


def web_address(address: str, path: str, fragment: str = "") -> str:
    """Return where a file of the book is published, or nothing while the book has no address."""
    return f"{address}/{path}" + (f"#{fragment}" if fragment else "") if address else ""


class Links:
    """Points every link of every page to where its target lies in the file that is being made.

    Parameters
    ----------
    pages : list of Page
        The pages that the file holds.
    within : callable
        Given a page and an id in it (or ""), returns the address inside the file.
    address : str
        Where the book is published; what the file does not hold is linked there. If empty, only the words of
        such a link stay.
    """

    def __init__(self, pages: list[Page], within, address: str):
        self.within, self.address = within, address
        self.pages = {page.name: page for page in pages}
        self.known = {page.name: page.ids() for page in pages}
        self.figures = {figure: page for page in pages for figure in _figure_ids(page)}

    def settle(self, page: Page, body: Tag) -> None:
        """Rewrite the links of one page, in place."""
        for link in body.find_all("a"):
            href = link.get("href")
            if href is None:
                link.unwrap()
                continue
            place = target(page, href)
            if place is None:
                continue
            path, anchor = place
            name = path.removesuffix(".html")
            figure = name.removeprefix(FIGURE_PAGES)
            if name in self.pages:
                link["href"] = self.within(self.pages[name], anchor if anchor in self.known[name] else "")
            elif name != figure and figure in self.figures:
                link["href"] = self.within(self.figures[figure], figure)
            elif self.address:
                link["href"] = web_address(self.address, path, anchor)
                link["class"] = ["external"]
            else:
                link.unwrap()


def prefix_ids(body: Tag, prefix: str) -> None:
    """Put a prefix before every id and whatever refers to one, so that pages can stand in one document."""
    for tag in body.find_all(True):
        for name, value in tag.attrs.items():
            if name == "id":
                tag[name] = prefix + value
            elif name in ("headers", "aria-labelledby", "aria-describedby"):
                words = value if isinstance(value, list) else value.split()
                tag[name] = " ".join(prefix + word for word in words)
            elif isinstance(value, str) and "url(#" in value:
                tag[name] = re.sub(r"url\(#", f"url(#{prefix}", value)
            elif name in ("href", "xlink:href") and tag.name != "a" and value.startswith("#"):
                tag[name] = f"#{prefix}{value[1:]}"
