"""One colour per entity, the same in every figure; kept apart in greyscale and for colour-blind readers."""

from __future__ import annotations

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
}


def of(entity: str) -> str:
    """Return an entity's colour; entities without one of their own share the colour of `other`."""
    return COLOURS.get(entity, COLOURS["other"])
