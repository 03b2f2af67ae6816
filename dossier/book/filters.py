"""Forms that narrow a list down in the page: claims, events, figures. `filter.js` brings them to life."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

#: Where the line with the count stands, for style sheets and screen readers.
COUNT = '<p class="filter-count" role="status" aria-live="polite" hidden></p>'


def form(what: str, things: str, *fields: str) -> str:
    """Return a form that is hidden until its script runs, and the line that says how many are left.

    Parameters
    ----------
    what : str
        CSS selector of what is listed.
    things : str
        What it is called, in the plural.
    *fields : str
        Controls, as the functions here return them.
    """
    controls = "\n".join(fields)
    return (
        f'<form class="filter" data-filter="{what}" data-things="{things}" role="search" '
        f'aria-label="Filter the {things}" autocomplete="off" hidden>\n{controls}\n'
        f'<p><button type="reset">Show all</button></p>\n</form>\n{COUNT}'
    )


def search(label: str = "Words") -> str:
    """Return a field for words, all of which a thing must hold."""
    return f'<p><label>{label} <input name="words" type="search"></label></p>'


def select(label: str, name: str, options: Mapping[str, str]) -> str:
    """Return a list of which one may be chosen; a thing has its codes as `data-name` or as classes `name-code`."""
    listed = "".join(f'<option value="{code}">{escape(word)}</option>' for code, word in options.items())
    return (
        f'<p><label>{label} <select name="{name}"><option value="">any</option>{listed}</select></label></p>'
    )


def choices(legend: str, name: str, options: Mapping[str, str]) -> str:
    """Return boxes of which several may be ticked."""
    boxes = (
        f'<label><input type="checkbox" name="{name}" value="{code}"> {escape(word)}</label>'
        for code, word in options.items()
    )
    return f"<fieldset><legend>{legend}</legend>{' '.join(boxes)}</fieldset>"


def years(first: int, last: int) -> str:
    """Return two fields for years; a thing has its own as `data-first` and `data-last`."""
    fields = (
        f'<label>{name} <input name="{name}" type="number" min="{first}" max="{last}" placeholder="{year}"></label>'
        for name, year in (("from", first), ("to", last))
    )
    return f"<fieldset><legend>Years</legend>{' '.join(fields)}</fieldset>"
