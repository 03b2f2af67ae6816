"""Figures in the chapters: where each stands, its pictures for day and night, and the links below it."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docutils import nodes
from sphinx.util.osutil import relative_uri

from dossier import paths
from dossier.charts.publishing import NARROW
from dossier.errors import DossierError
from dossier.site import pictures

#: Folder of the built book in which every figure has its page and its downloads.
FOLDER = "figures"
#: What a figure can be taken along as, in the order in which links stand.
DOWNLOADS = {"csv": "Data (CSV)", "png": "PNG", "svg": "SVG", "json": "Words and sources (JSON)"}
#: Width in CSS pixels up to which a picture is shown.
SHOWN = 680
#: Width of a window in CSS pixels up to which it is shown the form for phones.
PHONE = 500
#: Words for shades, which mean what they say on white only.
SHADES = re.compile(r"\b(black|white|dark|darker|pale|paler|light|lighter)\b", re.IGNORECASE)
#: Words inside a vector picture.
DRAWN = re.compile(r"<text[^>]*>([^<]*)<")
NIGHT = "Shades are named as they are on white: here pale is dim, dark is bright, and black is white."


@dataclass(frozen=True)
class Figure:
    """A published figure as its files tell of it."""

    about: dict
    folder: Path

    @property
    def id(self) -> str:
        """Its permanent id."""
        return self.about["id"]

    @property
    def title(self) -> str:
        """What it says, in one line."""
        return self.about["title"]

    @property
    def page(self) -> str:
        """Address of the figure's own page in the book."""
        return f"{FOLDER}/{self.id}.html"

    def file(self, ending: str) -> Path:
        """Return one of its published files."""
        return self.folder / f"{self.id}.{ending}"

    @cached_property
    def picture(self) -> pictures.Picture:
        """Its picture, as large as it was published."""
        return pictures.measure(self.file("png"))

    @cached_property
    def narrow(self) -> pictures.Picture | None:
        """Its form for phones, if it has one."""
        drawn = self.file(NARROW)
        return pictures.measure(drawn) if drawn.exists() else None

    @cached_property
    def names_shades(self) -> bool:
        """Whether its words name a shade, so that a reader at night must be told."""
        drawn = DRAWN.findall(self.file("svg").read_text(encoding="utf-8"))
        return any(SHADES.search(said) for said in (self.about["caption"], *drawn))


@dataclass(frozen=True)
class Place:
    """Where a figure stands.

    Parameters
    ----------
    chapter : str
        Name of the document, without an ending.
    in_cell : bool
        Whether a cell made it, so that `cell-<id>` leads to the code.
    """

    chapter: str
    in_cell: bool


def figure(figure_id: str) -> Figure:
    """Return a published figure."""
    file = paths.figures_dir() / f"{figure_id}.json"
    about = json.loads(file.read_text(encoding="utf-8"))
    if about["id"] != figure_id:
        raise DossierError(
            paths.shown(file),
            f"its id is {about['id']!r}",
            f"{figure_id!r}, as the file is called",
            "Restore the file (`git checkout figures`), or have it published anew: delete it and build.",
        )
    return Figure(about, file.parent)


def places(env) -> dict[str, Place]:
    """Return where each figure stands, in the order of the book."""
    found = getattr(env, "dossier_figures", {})
    order = {chapter: number for number, chapter in enumerate(env.collect_relations())}
    return dict(sorted(found.items(), key=lambda each: order.get(each[1].chapter, len(order))))


def forget_places(app, env, docname) -> None:
    """Forget the figures of a chapter that is read anew."""
    found = getattr(env, "dossier_figures", {})
    env.dossier_figures = {key: place for key, place in found.items() if place.chapter != docname}


def note_places(app, doctree) -> None:
    """Note the figures of a chapter, and name the cell that made each `cell-<id>`."""
    env = app.env
    env.dossier_figures = getattr(env, "dossier_figures", {})
    for node in _published(doctree):
        cell = node.parent
        while cell is not None and cell.get("nb_element") != "cell_code":
            cell = cell.parent
        figure_id = node["ids"][0]
        if cell is not None:
            cell["ids"].append(f"cell-{figure_id}")
        env.dossier_figures[figure_id] = Place(env.docname, cell is not None)


def dress(app, doctree, docname) -> None:
    """Give each figure of a page its pictures for day and night and the links to all that belongs to it."""
    if app.builder.name != "html":
        return
    for node in _published(doctree):
        shown = figure(node["ids"][0])
        page = app.builder.get_target_uri(docname)
        for image in list(node.findall(nodes.image)):
            image.parent.replace(image, _raw(opened(shown, page)))
        for legend in node.findall(nodes.legend):
            legend += _raw(links(shown, page, getattr(app.env, "dossier_figures", {})[shown.id]))


def images(shown: Figure, page: str, alt: str, at_once: bool = False) -> str:
    """Return the two pictures of a figure, of which the page shows the one of its colour scheme.

    Parameters
    ----------
    shown : Figure
        The figure.
    page : str
        Address of the page, from the top of the book.
    alt : str
        Text in place of the picture.
    at_once : bool
        Whether the light picture is asked for before the page is laid out, as for the one picture of a page. The
        dark one waits until it is seen to be shown; the light one is what paper shows, whatever the scheme.
    """
    largest = max(pictures.WIDTHS)
    written = []
    for scheme in pictures.SCHEMES:
        files = _addresses(shown.picture, page, scheme, pictures.WIDTHS)
        drawn = _image(
            shown,
            scheme,
            largest,
            src=files[min(files)],
            srcset=_choice(files),
            sizes=f"(max-width: {SHOWN + 40}px) 100vw, {SHOWN}px",
            loading="eager" if at_once and scheme == "light" else "lazy",
            alt=" ".join(alt.split()),
        )
        slim = _for_phones(shown, page, scheme)
        written.append(f"<picture>{slim}{drawn}</picture>" if slim else drawn)
    return _framed(written)


def thumbnails(shown: Figure, page: str) -> str:
    """Return the two small pictures of a figure, which stand beside its title and need no words of their own."""
    widths = {density: width for density, (width, _) in pictures.THUMBNAILS.items()}
    written = []
    for scheme in pictures.SCHEMES:
        files = _addresses(shown.picture, page, scheme, widths.values())
        # By density and not by width: a screen of three pixels to one would ask for a width that nobody sees.
        choice = ", ".join(f"{files[width]} {density}x" for density, width in widths.items())
        smallest = min(files)
        written.append(
            _image(shown, scheme, smallest, src=files[smallest], srcset=choice, loading="lazy", alt="")
        )
    return _framed(written)


def opened(shown: Figure, page: str, at_once: bool = False) -> str:
    """Return the pictures of a figure as a link to the largest, for whoever taps on them."""
    address = relative_uri(page, f"{FOLDER}/{shown.id}.png")
    drawn = images(shown, page, shown.about["alt"], at_once)
    return f'<a class="figure-open" href="{address}" title="Open at full width">{drawn}</a>'


def _image(shown: Figure, scheme: str, width: int, **more: str) -> str:
    told = {"width": width, "height": shown.picture.height_at(width), "decoding": "async"} | more
    attributes = " ".join(f'{name}="{html.escape(str(value))}"' for name, value in told.items())
    return f'<img class="exhibit only-{scheme}" {attributes}>'


def _framed(written: list[str]) -> str:
    """Return pictures in a frame of their own: the theme hides a caption that follows a hidden picture."""
    return f'<span class="figure-picture">{"".join(written)}</span>'


def _addresses(picture: pictures.Picture, page: str, scheme: str, widths: Iterable[int]) -> dict[int, str]:
    return {width: relative_uri(page, f"_images/{picture.name(scheme, width)}") for width in sorted(widths)}


def _choice(files: dict[int, str]) -> str:
    return ", ".join(f"{address} {width}w" for width, address in files.items())


def _for_phones(shown: Figure, page: str, scheme: str) -> str:
    """Return the source from which a narrow screen takes the picture; nothing if the figure has the wide form only."""
    slim = shown.narrow
    if slim is None:
        return ""
    choice = _choice(_addresses(slim, page, scheme, slim.widths))
    return (
        f'<source media="(max-width: {PHONE}px)" srcset="{choice}" sizes="100vw" '
        f'width="{slim.width}" height="{slim.height}">'
    )


def links(shown: Figure, page: str, place: Place) -> str:
    """Return the line of links below a figure; each is named after the figure for whoever hears it alone."""
    own = relative_uri(page, shown.page)
    address = {ending: relative_uri(page, f"{FOLDER}/{shown.id}.{ending}") for ending in DOWNLOADS}
    line = [
        (DOWNLOADS["csv"], address["csv"], " download"),
        ("Table and description", own, ""),
        (DOWNLOADS["png"], address["png"], " download"),
        (DOWNLOADS["svg"], address["svg"], " download"),
        *([("Code", f"#cell-{shown.id}", "")] if place.in_cell else []),
        ("Cite", f"{own}#cite", ""),
    ]
    title = html.escape(shown.title)
    written = (
        f'<li><a href="{address}"{extra} aria-label="{words}: {title}">{words}</a></li>'
        for words, address, extra in line
    )
    return f'{night(shown)}<ul class="figure-links">{"".join(written)}</ul>'


def night(shown: Figure) -> str:
    """Return what a reader at night must know of the shades that the figure's words name."""
    return f'<p class="only-dark figure-night">{NIGHT}</p>' if shown.names_shades else ""


def equip(app, pagename, templatename, context, doctree) -> None:
    """Give pages with figures, and no other, the style and the script of figures."""
    holding = {place.chapter for place in getattr(app.env, "dossier_figures", {}).values()}
    if (
        pagename in holding
        or pagename.startswith(f"{FOLDER}/")
        or "figure-gallery" in context.get("body", "")
    ):
        app.add_css_file("figures.css", priority=902)
        app.add_js_file("figures.js", loading_method="defer")


def write_files(app, exception) -> None:
    """Put pictures and downloads of every figure beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    shown = [figure(figure_id) for figure_id in places(app.env)]
    out = Path(app.outdir)
    drawn = [each.file("png") for each in shown] + [each.file(NARROW) for each in shown if each.narrow]
    pictures.make_all(drawn, out / "_images", paths.work_dir() / "pictures")
    (out / FOLDER).mkdir(exist_ok=True)
    for each in shown:
        for ending in DOWNLOADS:
            shutil.copyfile(each.file(ending), out / FOLDER / f"{each.id}.{ending}")


def _published(doctree) -> list[nodes.figure]:
    return [node for node in doctree.findall(nodes.figure) if "evidence-figure" in node["classes"]]


def _raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def setup(app) -> None:
    """Wire the figures of chapters into Sphinx."""
    app.connect("env-purge-doc", forget_places)
    app.connect("doctree-read", note_places)
    app.connect("doctree-resolved", dress)
    app.connect("html-page-context", equip)
    app.connect("build-finished", write_files)
