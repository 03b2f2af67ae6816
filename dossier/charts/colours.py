"""One colour per entity, the same in every figure; kept apart in greyscale and for colour-blind readers."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_hex, to_rgb

#: Drawn from Okabe and Ito's palette, darkened where text must be read in the colour.
COLOURS = {
    "taliban": "#1b6e4f",
    "is": "#1f2430",
    "AFG": "#4a7fb5",
    "RUS": "#c8372d",
    "SUN": "#8a1f17",
    "USA": "#2458a6",
    "CHN": "#d98a00",
    "PAK": "#2f8f6b",
    "IND": "#e2711d",
    "IRN": "#7b5ea7",
    "FRA": "#6aa3d5",
    "GBR": "#8c6d46",
    "UKR": "#b79f00",
    "TUR": "#a34b6f",
    "SWE": "#5f7f8f",
    "SYR": "#9c6b30",
    "TJK": "#7b5ea7",
    "UZB": "#4f9aa8",
    "mujahedin": "#6b8e23",
    "northern-alliance": "#4f9aa8",
    "insurgents": "#c8a06a",
    "UN": "#3aa0c9",
    "drugs": "#7d6b2e",
    "contact": "#e7a39c",
    "legitimation": "#c8372d",
    "KAZ": "#3f8fa3",
    "TKM": "#8d5a97",
    "ARE": "#b0761a",
    "other": "#a9b0ba",
    "EGY": "#e39bbf",
    "SAU": "#3e7d3a",
    "QAT": "#7a3b69",
}


#: Least contrast of small text with its ground (WCAG 2.2, success criterion 1.4.3).
LEGIBLE = 4.5


def of(entity: str) -> str:
    """Return an entity's colour; entities without one of their own share the colour of `other`."""
    return COLOURS.get(entity, COLOURS["other"])


def for_text(colour: str) -> str:
    """Return a colour, darkened as far as small text on white needs it to be read.

    Parameters
    ----------
    colour : str
        `#rrggbb`.

    Returns
    -------
    str
        The same hue with a contrast of at least `LEGIBLE` to white.
    """
    shade = np.array(to_rgb(colour))
    while contrast_with_white(to_hex(shade)) < LEGIBLE:
        shade = shade * 0.97
    return to_hex(shade)


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of a colour with white, 1 to 21, as WCAG 2.2 defines it."""
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return 1.05 / (linear @ [0.2126, 0.7152, 0.0722] + 0.05)
