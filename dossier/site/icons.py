"""The theme's icons as a font of only those that pages show."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

from fontTools import subset

from dossier.errors import DossierError

#: Font Awesome Free's font, under the SIL Open Font License 1.1, which asks that a changed one be renamed.
FONT = "vendor/fontawesome/webfonts/fa-solid-900.ttf"
THEIR_NAME = "Font Awesome\\ 6 Free"
OUR_NAME = "Dossier Icons"

#: An element that is an icon: its classes hold a style of Font Awesome and the names of the icon and its size.
ICON = re.compile(r'<(?:i|span)\b[^>]*\bclass="([^"]*\bfa[srb]?\b[^"]*|[^"]*\bfa-[^"]*)"')
#: Classes that set style or size and draw nothing.
MANNERS = re.compile(r"fa-(?:solid|lg|xl|2xl|sm|xs|2xs|fw|spin|inverse|\d+x)")
#: Where the theme's style sheet says which character draws an icon; several names may share one.
DRAWN = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"(\\[0-9a-f]+ ?|\\?.)"\}')


def shown(pages: dict[str, str]) -> dict[str, str]:
    """Each icon that pages show, and one page that shows it.

    Parameters
    ----------
    pages : dict of str to str
        HTML by the page's path.

    Raises
    ------
    DossierError
        If a page asks for a brand's mark or an outlined icon: the book carries the solid ones alone.
    """
    found = {}
    for page, text in pages.items():
        for match in ICON.finditer(text):
            for name in match[1].split():
                if name in ("fa-brands", "fa-regular", "fab", "far"):
                    raise _missing(page, match[1], "a solid icon (fa-solid)")
                if name.startswith("fa-") and not MANNERS.fullmatch(name):
                    found.setdefault(name, page)
    return found


def face(static: Path, names: dict[str, str], sheet: str) -> str:
    """Return an `@font-face` rule that holds the icons of these names and no other.

    Parameters
    ----------
    static : Path
        Folder with the theme's files.
    names : dict of str to str
        Names of icons, each with a page that shows it.
    sheet : str
        The theme's style sheet, which says which character draws which icon.

    Raises
    ------
    DossierError
        If the theme draws no icon of that name.
    """
    characters = {
        name: code
        for names_of_one, code in DRAWN.findall(sheet)
        for name in re.findall(r"\.(fa-[\w-]+):before", names_of_one)
    }
    for name, page in names.items():
        if name not in characters:
            raise _missing(page, name, "an icon of Font Awesome Free 6")
    wanted = [_code(characters[name]) for name in sorted(names)]
    encoded = base64.b64encode(_subset(static / FONT, wanted)).decode("ascii")
    return (
        "/*! Icons: Font Awesome Free 6, fontawesome.com, SIL Open Font License 1.1; cut down and renamed. */"
        f"@font-face{{font-family:{OUR_NAME};font-weight:900;"
        f'src:url(data:font/woff2;base64,{encoded}) format("woff2")}}'
    )


def _code(content: str) -> int:
    """Return the code point that a `content` value of CSS stands for."""
    return int(content[1:], 16) if len(content) > 2 else ord(content[-1])


def _subset(font: Path, codes: list[int]) -> bytes:
    options = subset.Options(flavor="woff2", layout_features=[], name_IDs=[], recalc_timestamp=False)
    opened = subset.load_font(str(font), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(opened)
    written = io.BytesIO()
    opened.flavor = "woff2"
    opened.save(written)
    return written.getvalue()


def _missing(page: str, name: str, expected: str) -> DossierError:
    return DossierError(
        page,
        f"it shows the icon “{name}”, which the book does not carry",
        expected,
        "Choose another icon, or draw it as inline SVG.",
    )
