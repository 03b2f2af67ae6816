"""Which time and which places data speak of, as schema.org states it: told by their columns, else by their words."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dossier import catalogue, entities
from dossier.kept import kept
from dossier.site import describing

#: Columns with dates that say when something was told, and not when it was.
TOLD = re.compile(r"public|publish|report|first_seen|status_as_of|denied|asked|window_")
#: Years between which a number of four digits is a time here.
EARLIEST, LATEST = "1700", "2100"
#: States above which data are of the world.
MOST = 40
#: Words for states that are not their names.
ALSO = {
    "AFG": ("Afghan", "Kabul", "Taliban"),
    "RUS": ("Russian", "Moscow"),
    "SUN": ("Soviet",),
    "USA": ("American",),
}
#: What stands between the codes of a cell that names several states.
BETWEEN = re.compile(r"[;,\s]+")
#: Tables that draw land and borders under other data.
GROUND = "maps/"


@dataclass(frozen=True)
class Coverage:
    """Time and places that data speak of.

    Parameters
    ----------
    first, last : str
        Ends of the time (ISO 8601 day, month or year); empty where there is none.
    states : tuple of str
        Codes of states.
    box : tuple of float
        South, west, north and east of all places that have coordinates; empty where there are none.
    """

    first: str = ""
    last: str = ""
    states: tuple[str, ...] = ()
    box: tuple[float, ...] = ()

    def or_else(self, other: Coverage) -> Coverage:
        """Return this coverage, with what it lacks from the other; states need no box beside them."""
        time = self if self.first else other
        box = self.box or (() if self.states else other.box)
        return Coverage(time.first, time.last, self.states or other.states, box)

    def stated(self) -> dict:
        """Return it as properties of a schema.org Dataset."""
        found = {}
        if self.first:
            found["temporalCoverage"] = self.first if self.first == self.last else f"{self.first}/{self.last}"
        names = sorted(map(entities.name, self.states)) if len(self.states) <= MOST else ["World"]
        places = [{"@type": "Place", "name": name} for name in names]
        if self.box:
            corners = " ".join(f"{degrees:.4g}" for degrees in self.box)
            places.append({"@type": "Place", "geo": {"@type": "GeoShape", "box": corners}})
        return found | ({"spatialCoverage": places} if places else {})


def of_frame(frame: pd.DataFrame) -> Coverage:
    """Return what the columns of data say: times, codes of states, coordinates.

    Examples
    --------
    >>> of_frame(pd.DataFrame({"year": [1979, 2001], "state": ["SUN", "AFG"], "deaths": [1, 2]}))
    Coverage(first='1979', last='2001', states=('AFG', 'SUN'), box=())
    """
    plain = frame[[name for name in frame.columns if name != "geometry"]]
    times = [time for name in plain if not TOLD.search(name) for time in _times(plain[name])]
    states = sorted({code for name in plain for code in _states(plain[name])})
    # A month sorts before its days, and a year before its months, as the first of them should; the last need not.
    last = max(times, key=lambda time: f"{time}-99"[:10] if len(time) < 10 else time, default="")
    return Coverage(min(times, default=""), last, tuple(states), _box(frame))


def of_words(*texts: str) -> Coverage:
    """Return what words say: years and names of states.

    Examples
    --------
    >>> of_words("Arms to Afghan forces, 1973-2021").stated()
    {'temporalCoverage': '1973/2021', 'spatialCoverage': [{'@type': 'Place', 'name': 'Afghanistan'}]}
    """
    said = " ".join(texts)
    years = re.findall(r"\b(?:1[89]|20)\d\d\b", said)
    states = tuple(code for code, pattern in _names().items() if pattern.search(said))
    return Coverage(min(years, default=""), max(years, default=""), states)


def of_table(name: str) -> Coverage:
    """Return what a table speaks of; worked out once for each state of its file."""
    card = catalogue.card(name)

    def make() -> bytes:
        found = of_frame(catalogue.load(name))
        for words in (card.title, card.kept, *(origin.title for origin in card.sources)):
            found = found.or_else(of_words(words))
        return json.dumps(vars(found)).encode()

    said = json.loads(kept("coverage", card.to_json(), make))
    return Coverage(said["first"], said["last"], tuple(said["states"]), tuple(said["box"]))


def of_figure(frame: pd.DataFrame, words: Iterable[str], tables: Iterable[str]) -> Coverage:
    """Return what a figure speaks of: by its data, else by its words, else by the tables that it was drawn from."""
    found = of_frame(frame).or_else(of_words(*words))
    for name in dict.fromkeys(tables):
        # What the figure says of its places is not widened by all that its tables hold.
        if not name.startswith(GROUND) and not (found.first and (found.states or found.box)):
            found = found.or_else(of_table(name))
    return found


def _times(column: pd.Series) -> list[str]:
    """Return the first and the last time of a column, if it holds times."""
    there = column.dropna()
    if pd.api.types.is_datetime64_any_dtype(there):
        written = there.dt.strftime("%Y-%m-%d")
    elif describing.kinds(column.to_frame())[column.name] == "year":
        written = there.map(lambda year: f"{year:.0f}")
    elif describing.kinds(column.to_frame())[column.name] == "time":
        # ISO 8601 knows no quarters; the first month of one stands for it.
        written = there.map(str).str.replace(
            r"Q([1-4])", lambda found: f"-{3 * int(found[1]) - 2:02}", regex=True
        )
    else:
        return []
    inside = len(written) and written.between(EARLIEST, LATEST).all()
    return [written.min(), written.max()] if inside else []


def _states(column: pd.Series) -> set[str]:
    """Return the codes of states in a column, if most of what it holds are such."""
    if not pd.api.types.is_string_dtype(column):
        return set()
    held = {part for cell in column.dropna().unique() for part in BETWEEN.split(str(cell))}
    known = held & entities.states()
    return known if 2 * len(known) > len(held) else set()


def _box(frame: pd.DataFrame) -> tuple[float, ...]:
    if "geometry" in frame:
        west, south, east, north = frame.geometry.total_bounds
        return tuple(map(float, (south, west, north, east)))
    for name in frame.columns:
        if name.endswith("latitude") and name.replace("latitude", "longitude") in frame:
            lines = frame[[name, name.replace("latitude", "longitude")]].dropna()
            if len(lines):
                return tuple(map(float, (*lines.min(), *lines.max())))
    return ()


@functools.cache
def _names() -> dict[str, re.Pattern]:
    """Return what finds each state in words; former states by the words of `ALSO` alone."""
    import pycountry

    today = sorted(country.alpha_3 for country in pycountry.countries)
    found = {code: (entities.name(code), *ALSO.get(code, ())) for code in today}
    found |= {code: words for code, words in ALSO.items() if code not in found}
    return {code: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b") for code, words in found.items()}
