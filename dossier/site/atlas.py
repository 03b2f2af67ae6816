"""The map of the region, layer by layer: each layer draws the data of one published figure.

Every layer becomes one script that hands its data to `atlas.js`, because a page opened from a folder may load
scripts and may not fetch. The page itself holds the base map, the first layer and every sentence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex, to_rgb

from dossier import catalogue, words
from dossier.charts import colours
from dossier.site.published import Published
from dossier.site.turning import shown

FOLDER = "atlas"
#: Ground that colours must stand out from at night.
NIGHT_LAND = "#2b3138"
#: From this share of the record on, a year counts as held whole.
WHOLE = 0.9
#: First and last year of a frame that has no years.
ALWAYS = (0, 9999)

#: Each table of geometry once, checked against its card and contract.
load = cache(catalogue.load)


@dataclass(frozen=True)
class Group:
    """Marks of one kind, drawn alike.

    Parameters
    ----------
    label : str
        What the key says.
    shape : str
        `dot`, `square`, `diamond`, `line` or `area`.
    colour : str
        By day; `night` follows from it unless it is given.
    dash : str
        SVG dashes of a line.
    hollow : bool
        Draw a mark's edge alone.
    """

    label: str
    shape: str
    colour: str
    night: str = ""
    dash: str = ""
    hollow: bool = False

    def as_json(self) -> dict:
        """Return what the page needs to draw the group and its key."""
        told = {"label": self.label, "shape": self.shape, "day": self.colour}
        told["night"] = self.night or (self.colour if self.shape == "area" else for_night(self.colour))
        return told | ({"dash": self.dash} if self.dash else {}) | ({"hollow": 1} if self.hollow else {})


@dataclass(frozen=True)
class Frame:
    """What a layer shows of one year, or of several taken together.

    Parameters
    ----------
    first, last : int
        Years, both included; `ALWAYS` for a layer without years.
    label : str
        The years in words.
    summary : str
        One sentence with the numbers.
    held : float
        Share of what is on record that the figure has.
    items : list
        Marks: group, words, then for a point x, y and diameter in tenths of a pixel; for an area the number of
        its outline; for a line its path, its width in tenths and, where it is labelled, words, x and y.
    places : dict
        Words about provinces, by P-code.
    rows : list
        The table of what is drawn.
    """

    first: int
    last: int
    label: str
    summary: str
    held: float
    items: list = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)

    def as_json(self) -> list:
        """Return years, words, and whether the record is held whole."""
        return [self.first, self.last, self.label, self.summary, int(self.held >= WHOLE)]


@dataclass(frozen=True)
class Layer:
    """One layer: the figure that it draws, its words and its frames.

    Parameters
    ----------
    id, label : str
        Its name in addresses and on the page.
    view : str
        What the map shows when the layer is chosen.
    note : str
        How it is drawn and read.
    figure : Published
        Where its data come from.
    groups, frames : list
        How it is drawn, and what.
    head : dict
        Title of each column of the table to the column of the figure that explains it.
    outlines : list of str
        Outlines of areas as SVG paths.
    """

    id: str
    label: str
    view: str
    note: str
    figure: Published
    groups: list[Group]
    frames: list[Frame]
    head: dict[str, str]
    outlines: list[str] = field(default_factory=list)

    def script(self) -> str:
        """Return the layer's data as a script that registers it."""
        told = {
            "outlines": self.outlines,
            "frames": [
                {"items": each.items, "places": each.places, "rows": each.rows} for each in self.frames
            ],
        }
        data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return f'(globalThis.atlasLayers??={{}})["{self.id}"]={data};\n'

    def as_json(self) -> dict:
        """Return what the page must know before the data is loaded."""
        return {
            "id": self.id,
            "label": self.label,
            "view": self.view,
            "note": self.note,
            "head": [[title, self.figure.meaning(column)] for title, column in self.head.items()],
            "file": f"{FOLDER}/atlas-{self.id}.js?v={sha256(self.script().encode()).hexdigest()[:8]}",
            "groups": [each.as_json() for each in self.groups],
            "frames": [each.as_json() for each in self.frames],
        }


def for_night(colour: str, least: float = 3.2) -> str:
    """Return a colour, lightened as far as a mark on dark land needs it to be seen.

    Parameters
    ----------
    colour : str
        `#rrggbb`.
    least : float
        Contrast with `NIGHT_LAND` (WCAG 2.2, success criterion 1.4.11, asks for 3).
    """
    shade, ground = np.array(to_rgb(colour)), colours.contrast_with_white(NIGHT_LAND)
    while ground / colours.contrast_with_white(to_hex(shade)) < least:
        shade = shade + (1 - shade) * 0.05
    return to_hex(shade)


@cache
def layers() -> tuple[Layer, ...]:
    """Return every layer in the order of the page."""
    from dossier.site import atlas_arms, atlas_ground, atlas_war

    made: tuple[Callable[[], list[Layer]], ...] = (atlas_war.layers, atlas_ground.layers, atlas_arms.layers)
    return tuple(layer for make in made for layer in make())


def opening() -> tuple[Layer, Frame]:
    """Return the layer that the page opens with, the first one held whole in every year, and its fullest year."""
    layer = next(each for each in layers() if all(frame.held >= WHOLE for frame in each.frames))
    return layer, max(layer.frames, key=lambda frame: (frame.held, frame.first))


def summed(figure: Published, rows: pd.DataFrame, by: str, **columns: str) -> pd.DataFrame:
    """Return sums of published rows and what is said of them, the largest first.

    Parameters
    ----------
    figure : Published
        Explains the columns.
    rows : pandas.DataFrame
        Some of its rows.
    by : str
        Column to sum by.
    **columns : str
        Name of each sum and the column whose unit it has.
    """
    sums = rows.groupby(by)[list(columns)].sum().astype("int64")
    sums = sums.sort_values(list(columns), ascending=False, kind="stable")
    said = [
        ", ".join(figure.amount(unit, row[name]) for name, unit in columns.items())
        for row in sums.to_dict("records")
    ]
    return sums.assign(said=said)


def counted(rows: pd.DataFrame, names: dict[str, str]) -> list[list[str]]:
    """Return sums as rows of a table: the name of the place, then its numbers."""
    told = rows.drop(columns="said").itertuples()
    return [[names[code], *map(words.count, numbers)] for code, *numbers in told]


@cache
def province_names() -> dict[str, str]:
    """Return each province's name by P-code."""
    return load("maps/afghan_provinces").set_index("pcode")["name"].to_dict()


@cache
def district_names() -> dict[str, str]:
    """Return each district with its province: `Achin, Nangarhar`."""
    rows = load("maps/afghan_districts").itertuples()
    return {row.pcode: f"{row.name}, {province_names()[row.province]}" for row in rows}


def write(folder: Path) -> None:
    """Write the script of every layer to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for layer in layers():
        (folder / f"atlas-{layer.id}.js").write_text(shown(layer.script()), encoding="utf-8")
