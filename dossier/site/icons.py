"""The theme's icons, as outlines that a style sheet cuts out of the colour of words.

No picture is loaded for them: a host may allow no `data:` address, and a page from a folder may use no neighbouring
file as a mask. A polygon is neither.
"""

from __future__ import annotations

from pathlib import Path

import shapely
from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

from dossier.storage import write_whole

HERE = Path(__file__).parent
#: Edge of the square that icons are drawn in, and the width of their lines.
EDGE, WIDTH = 24, 2.2
#: Straight pieces that stand for one curve.
PIECES = 6
#: Lines of each icon, as SVG writes paths.
LINES = {
    "fa-angle-left": "M15 5l-7 7 7 7",
    "fa-angle-right": "M9 5l7 7-7 7",
    "fa-arrow-up": "M12 20V5M6 11l6-6 6 6",
    "fa-bars": "M3 6h18M3 12h18M3 18h18",
    "fa-chevron-down": "M5 9l7 7 7-7",
    "fa-circle-half-stroke": "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18z",
    "fa-code": "M8 6l-6 6 6 6M16 6l6 6-6 6",
    "fa-download": "M12 3v12M7 10l5 5 5-5M4 20h16",
    "fa-expand": "M3 9V3h6M15 3h6v6M21 15v6h-6M9 21H3v-6",
    "fa-file": "M6 2h8l5 5v15H6zM14 2v5h5",
    "fa-file-pdf": "M6 2h8l5 5v15H6zM14 2v5h5M9 13h7M9 17h7",
    "fa-list": "M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01",
    "fa-magnifying-glass": "M10.5 3.5a7 7 0 1 1 0 14a7 7 0 1 1 0-14zM16 16l5 5",
    "fa-moon": "M20 14.5A8.5 8.5 0 1 1 9.5 4 7 7 0 0 0 20 14.5z",
    "fa-sun": "M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2",
}
#: What is filled beside the lines.
FILLED = {"fa-circle-half-stroke": "M12 3a9 9 0 0 1 0 18z"}


class _Flat(BasePen):
    """Takes a path and keeps its lines, curves as straight pieces."""

    def __init__(self):
        super().__init__(None)
        self.lines: list[list[tuple[float, float]]] = []

    def _moveTo(self, pt):
        self.lines.append([pt])

    def _lineTo(self, pt):
        self.lines[-1].append(pt)

    def _curveToOne(self, pt1, pt2, pt3):
        line = self.lines[-1]
        corners = (line[-1], pt1, pt2, pt3)
        for piece in range(1, PIECES + 1):
            t = piece / PIECES
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
            line.append(
                tuple(sum(w * at[axis] for w, at in zip(weights, corners, strict=True)) for axis in (0, 1))
            )


def outline(lines: str, filled: str = "") -> str:
    """Return a drawing as a CSS polygon in shares of its square.

    Parameters
    ----------
    lines : str
        SVG path that is drawn with round ends.
    filled : str
        SVG path whose inside is filled.

    Examples
    --------
    >>> outline("M12 12h.01").startswith("polygon(evenodd,")
    True
    """
    drawn = [line.buffer(WIDTH / 2, quad_segs=3) for line in map(shapely.LineString, _flat(lines))]
    drawn += [shapely.Polygon(line) for line in (_flat(filled) if filled else ())]
    shape = shapely.simplify(shapely.union_all(drawn), 0.03)
    rings = [
        list(ring.coords) for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)
    ]
    # One polygon holds all rings: the way to the next one is gone back at the end, so that it encloses nothing.
    points = [point for ring in rings for point in ring] + [ring[0] for ring in rings[-2::-1]]
    return f"polygon(evenodd,{','.join(f'{_share(x)} {_share(y)}' for x, y in points)})"


def _flat(path: str) -> list[list[tuple[float, float]]]:
    pen = _Flat()
    parse_path(path, pen)
    return pen.lines


def _share(at: float) -> str:
    return f"{100 * at / EDGE:.1f}".removesuffix(".0") + "%"


def sheet() -> str:
    """Return the style sheet of icons."""
    rules = (
        f".{name} {{\n  --icon: {outline(lines, FILLED.get(name, ''))};\n}}\n"
        for name, lines in LINES.items()
    )
    return "\n".join([(HERE / "icons.css").read_text(encoding="utf-8"), *rules])


def lay_out(app) -> None:
    """Put the sheet in its place before pages link it: a link holds the hash of what is there."""
    write_whole(Path(app.outdir) / "_static" / "icons.css", sheet().encode("utf-8"))


def setup(app) -> None:
    """Wire the icons into Sphinx."""
    app.connect("builder-inited", lay_out)
    app.add_css_file("icons.css", priority=899)
