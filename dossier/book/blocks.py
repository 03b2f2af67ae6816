"""Blocks that a chapter's cell displays: data cards and verdicts, as the book's builder reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata

from dossier import catalogue, cited, markdown, trace, words
from dossier.book import readable
from dossier.cards import Card, Origin
from dossier.clocks import NAMES
from dossier.markdown import plain
from dossier.tables import TABLES, Table
from dossier.verdicts.scale import Judged, Verdict


@dataclass(frozen=True)
class Block:
    """MyST Markdown that displays as part of the page, and as plain HTML in a notebook."""

    myst: str

    def _repr_mimebundle_(self, **_):
        # The book's builder reads the MyST alone: what the rest is made from is no input of the chapter.
        with trace.leaving_out(""):
            reader = readable.here()
            return {
                "text/markdown": self.myst,
                "text/html": reader.html(self.myst),
                "text/plain": reader.plain(self.myst),
            }


def data_cards(folder: str) -> Block:
    """Return the cards of every table in a folder of `data/`, each folded under its title."""
    return Block("\n".join(_data_card(catalogue.card(name), TABLES[name]) for name in _names(folder)))


def shelf() -> Block:
    """Return how many tables, rows and bytes each folder of `data/` holds, as a table."""
    held = []
    for folder in dict.fromkeys(name.split("/")[0] for name in catalogue.names()):
        cards = [catalogue.card(name) for name in _names(folder)]
        rows, size = sum(card.rows for card in cards), sum(card.bytes for card in cards)
        held.append(
            (f"{{doc}}`/chapters/data/{folder}`", str(len(cards)), f"{rows:,}", f"{size / 1000:,.0f}")
        )
    return Block(markdown.table(("Folder", "Tables:", "Rows:", "Size (kB):"), held))


def table_list(folder: str) -> Block:
    """Return the title of each table in a folder of `data/`, with a link to its card.

    A line carries the id of the card, so that an address from when all cards stood on one page leads on to it.
    """
    lines = []
    for card in map(catalogue.card, _names(folder)):
        anchor = table_anchor(card.table)
        lines.append(f'- <span id="{anchor}"></span>{{ref}}`{plain(card.title)} <{anchor}>`')
    return Block("\n".join(lines))


def table_anchor(table: str) -> str:
    """Return the anchor of a table's card; it never changes.

    Examples
    --------
    >>> table_anchor("arms/published_shares")
    'table-arms-published-shares'
    """
    return "table-" + re.sub(r"[/_]", "-", table)


def _names(folder: str) -> list[str]:
    return [name for name in catalogue.names() if name.startswith(f"{folder}/")]


def _data_card(card: Card, table: Table) -> str:
    """Return a card as a reader needs it: mistakes to avoid, the file, what it holds, where it comes from."""
    path = f"data/{card.table.split('/')[0]}/{card.file}"
    lines = [
        f"::::{{dropdown}} {plain(card.title)} · `{card.table}`",
        f":name: {table_anchor(card.table)}",
        "",
    ]
    if card.warnings:
        lines += ["**Beware.**", "", *(f"- {plain(warning)}" for warning in card.warnings), ""]
    lines += [
        f"**Download.** {{download}}`{card.file} </{path}>`, {words.counted(card.rows, 'row')}, "
        f"{card.bytes / 1000:,.1f} kB. One row for each {plain(', '.join(table.key))}.",
        "",
        f"**Kept.** {plain(card.kept)}",
        "",
    ]
    if card.restricted:
        lines += ["**Terms.** The publisher allows only a part to be redistributed; this is that part.", ""]
    lines += [line for origin in card.sources for line in (f"**Source.** {_origin(origin)}", "")]
    lines += [f"**Hash.** sha256 `{card.sha256}`", ""]
    columns = table.columns.items()
    rows = ((f"`{name}`", plain(each.unit or ""), plain(each.description)) for name, each in columns)
    return "\n".join([*lines, markdown.table(("Column", "Unit", "Meaning"), rows), "::::", ""])


def _origin(origin: Origin) -> str:
    addresses = " ".join(f"<{address.rstrip(',;)')}>" for address in origin.addresses)
    licence = plain(origin.licence)
    if origin.licence_url:
        licence = f"[{licence}]({origin.licence_url})"
    return (
        f"{plain(origin.citation)} Version: {plain(origin.version)}. Obtained {origin.obtained_on}. "
        f"Licence: {licence}. {addresses}"
    )


#: Packages whose versions a rerun should compare first.
NAMED = ("jupyter-book", "sphinx", "pandas", "geopandas", "matplotlib", "pyarrow", "pandera", "scipy")


def environment() -> Block:
    """Return the versions of the packages that matter most to the results, as the lock fixed them."""
    rows = ((package, metadata.version(package)) for package in NAMED)
    return Block(markdown.table(("Package", "Version"), rows))


#: What the two columns of every verdict are called.
CLOCKS = tuple(NAMES.values())
SCALES = (
    "A verdict says how much of a statement holds; likelihood, in the words of ICD 203, how probable it is as a whole; "
    "confidence, how far to lean on both ({doc}`/chapters/how-to-read`)."
)


def verdict_table(judged: list[Judged]) -> Block:
    """Return one line a statement: verdict, likelihood and confidence, then and now."""
    rows = ((plain(each.now.statement), brief(each.then), brief(each.now)) for each in judged)
    return Block(f"{markdown.table(('Statement', *CLOCKS), rows)}\n\n{SCALES}")


def brief(verdict: Verdict) -> str:
    """Return a verdict, its likelihood and its confidence, each in a sentence of its own, as ICD 203 asks."""
    return f"**{verdict.verdict.capitalize()}.** {likelihood_and_confidence(verdict)}"


def likelihood_and_confidence(verdict: Verdict) -> str:
    """Return likelihood and confidence in two sentences."""
    return f"Likelihood: {verdict.likely}. Confidence: {verdict.confidence}."


def grounds(verdict: Verdict) -> str:
    """Return what gave the confidence of a verdict, and its caveats, in sentences."""
    why = plain("; ".join(verdict.grounds))
    told = [f"{why[:1].upper()}{why[1:]}."] if why else []
    if verdict.lowered_by:
        told.append(f"Caveats: {plain('; '.join(verdict.lowered_by))}.")
    return " ".join(told)


def citation(chapter: str) -> Block:
    """Return how to cite a chapter, from the facts in CITATION.cff."""
    book = cited.book()
    where = ", ".join(filter(None, (f"*{plain(book.title)}*", plain(book.dated))))
    return Block(f"> {plain(book.by)}. “{plain(chapter)}.” In {where}.")
