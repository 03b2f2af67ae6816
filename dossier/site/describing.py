"""A table in sentences: what its columns hold and, where it is sure of the structure, how its series run."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dossier import entities, words

#: Columns that say when, one value a row.
TIMES = ("year", "quarter", "month", "snapshot")
#: Columns whose whole numbers are years.
YEARS = re.compile(r"(^|_)(year|first|last|since|until|to|from)$|^date")
#: A day, month, quarter or year as tables write it.
MOMENT = re.compile(r"\d{4}(-\d{2}(-\d{2})?|Q[1-4])?")
#: Columns whose numbers name or order things, so that a highest and a lowest would say nothing.
NAMES = ("product", "report", "rank", "lag")
#: Series above which a list of them would not be read; the extremes are said instead.
MOST_SERIES = 16
#: Different values up to which a column's are listed, and how long each may be.
MOST_LISTED, LONGEST = 8, 40


@dataclass(frozen=True)
class Description:
    """What a table holds, in words.

    Parameters
    ----------
    extent : str
        Sentence on rows, columns and the time they cover.
    columns : tuple of (str, str)
        Name of each column and what is in it.
    series : tuple of str
        One sentence for each series, or for each column's extremes; empty where neither can be told safely.
    """

    extent: str
    columns: tuple[tuple[str, str], ...]
    series: tuple[str, ...]


def read(file: Path) -> pd.DataFrame:
    """Return a figure's data; only what is empty in the file is missing in the frame."""
    return pd.read_csv(file, keep_default_na=False, na_values=[""], low_memory=False)


def describe(frame: pd.DataFrame, fields: Sequence[dict] = ()) -> Description:
    """Return a frame in words.

    Parameters
    ----------
    frame : pandas.DataFrame
        Data of a figure as its CSV gives them.
    fields : sequence of dict
        Name, meaning and unit of its columns, as the figure's JSON gives them.
    """
    frame = frame.assign(**{name: _shortened(frame[name]) for name in frame.columns if name == "month"})
    held = kinds(frame)
    meant = {each["name"]: _meaning(each) for each in fields}
    columns = tuple((name, _column(frame[name], held[name], meant.get(name, ""))) for name in frame.columns)
    return Description(_extent(frame, held), columns, tuple(_series(frame, held)))


def kinds(frame: pd.DataFrame) -> dict[str, str]:
    """Return what each column holds: empty, flag, year, time, number or text."""
    return {name: _kind(frame[name]) for name in frame.columns}


def number(value: float) -> str:
    """Return a number with four digits that count, thousands separated."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    decimals = 3 - math.floor(math.log10(abs(value)))
    written = f"{value:,.{max(decimals, 0)}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def named(name: str) -> str:
    """Return a column's name as words; a state's code is followed by the state."""
    if name in entities.states():
        return f"{name} ({entities.name(name)})"
    return name.replace("_", " ")


def _shortened(months: pd.Series) -> pd.Series:
    """Return months without their first day, where every one is written with it."""
    written = months.dropna().map(str)
    return months.str[:7] if len(written) and written.str.fullmatch(r"\d{4}-\d{2}-01").all() else months


def _kind(column: pd.Series) -> str:
    there = column.dropna()
    if there.empty:
        return "empty"
    if there.map(str).isin(["True", "False"]).all():
        return "flag"
    if pd.api.types.is_numeric_dtype(there):
        whole = (there % 1 == 0).all() and there.between(1800, 2100).all()
        return "year" if whole and YEARS.search(str(column.name)) else "number"
    if there.map(str).map(MOMENT.fullmatch).notna().all():
        return "time"
    return "text"


def _extent(frame: pd.DataFrame, held: dict[str, str]) -> str:
    said = f"The table behind the figure has {_of(len(frame), 'row')} and {_of(len(frame.columns), 'column')}"
    time = _time(held)
    if time:
        first, last = frame[time].min(), frame[time].max()
        said += f", for {moment(first)}" if first == last else f", from {moment(first)} to {moment(last)}"
    return f"{said}."


def _column(column: pd.Series, kind: str, meaning: str) -> str:
    """Return what is in a column: what it means where that is known, then its range."""
    there = column.dropna()
    held = {
        "empty": lambda: "no value in any row",
        "flag": lambda: (
            f"true in {_of((there.map(str) == 'True').sum(), 'row')}, "
            f"false in {(there.map(str) == 'False').sum():,}"
        ),
        "year": lambda: _range("years", moment(there.min()), moment(there.max())),
        "time": lambda: _range("dates", moment(there.min()), moment(there.max())),
        "number": lambda: _range("numbers", number(there.min()), number(there.max())),
        "text": lambda: _texts(there),
    }[kind]()
    parts = [part for part in (meaning, held) if part]
    if len(there) < len(column) and kind != "empty":
        parts.append(f"empty in {_of(len(column) - len(there), 'row')}")
    said = "; ".join(parts)
    return said[0].upper() + said[1:]


def _meaning(field: dict) -> str:
    return field.get("meaning", "") + (f" ({field['unit']})" if "unit" in field else "")


def _texts(there: pd.Series) -> str:
    values = [str(value) for value in there.unique()]
    if len(values) == 1 and len(values[0]) <= LONGEST:
        return f"always {label(values[0])}"
    if len(values) <= MOST_LISTED and max(map(len, values)) <= LONGEST:
        return f"{len(values)} different values: {', '.join(map(label, values))}"
    return f"{_of(len(values), 'different value')}"


def _series(frame: pd.DataFrame, held: dict[str, str]) -> Iterator[str]:
    """Yield how each series runs; failing that, the extremes of each column; failing that, nothing."""
    measured = [name for name, kind in held.items() if kind == "number" and name not in NAMES]
    if not measured or any(_is_place(name) for name in held) or frame.columns.duplicated().any():
        return
    time = _time(held)
    keys = [name for name, kind in held.items() if kind in ("text", "flag") and frame[name].notna().all()]
    found = _identifying(frame, time, keys)
    if found is None:
        return
    if time:
        runs = list(itertools.islice(_runs(frame, time, list(found), measured), MOST_SERIES + 1))
        if 0 < len(runs) <= MOST_SERIES:
            yield from runs
            return
    by = [*found, *([time] if time else [])]
    if by and len(frame) > 1:
        yield from (_extremes(frame, name, by) for name in measured)


def _time(held: dict[str, str]) -> str | None:
    times = [name for name in TIMES if held.get(name) in ("year", "time")]
    return times[0] if len(times) == 1 else None


def _is_place(name: str) -> bool:
    return name.endswith(("latitude", "longitude"))


def _identifying(frame: pd.DataFrame, time: str | None, keys: list[str]) -> tuple[str, ...] | None:
    """Return the fewest columns that, with the time if there is one, tell every row from every other."""
    if time and frame[time].isna().any():
        return None
    for size in range(3):
        for chosen in itertools.combinations(keys, size):
            by = [*chosen, *([time] if time else [])]
            short = all(frame[name].map(str).str.len().max() <= 2 * LONGEST for name in chosen)
            if by and short and not frame.duplicated(by).any():
                return chosen
    return None


def _runs(frame: pd.DataFrame, time: str, keys: list[str], measured: list[str]) -> Iterator[str]:
    groups = frame.groupby(keys, sort=False) if keys else [((), frame)]
    for values, rows in groups:
        ordered = rows.sort_values(time, kind="stable")
        for name in measured:
            there = ordered.dropna(subset=[name])
            if len(there):
                whose = f" for {_whose(keys, values)}" if keys else ""
                yield f"{named(name)}{whose}: {_run(list(there[time]), list(there[name]))}."


def _run(times: list, values: list[float]) -> str:
    """Return one series: its ends and its extremes, each with its time."""
    if len(values) == 1:
        return f"{number(values[0])}, in {moment(times[0])}; no other value"
    if min(values) == max(values):
        return f"{number(values[0])} in every one of {len(values)} values, {moment(times[0])} to {moment(times[-1])}"
    return (
        f"{number(values[0])} in {moment(times[0])}, {number(values[-1])} in {moment(times[-1])}; "
        f"lowest {_reached(times, values, min(values))}, highest {_reached(times, values, max(values))}"
    )


def _reached(times: list, values: list[float], extreme: float) -> str:
    at = [moment(time) for time, value in zip(times, values, strict=True) if value == extreme]
    where = words.listing(at) if len(at) <= 3 else f"{len(at)} of {len(values)} values, first in {at[0]}"
    return f"{number(extreme)} in {where}"


def _extremes(frame: pd.DataFrame, name: str, by: list[str]) -> str:
    there = frame.dropna(subset=[name])
    if there[name].min() == there[name].max():
        return f"{named(name)}: {number(there[name].max())} in every one of {_of(len(there), 'value')}."
    said = (
        f"{word} {number(extreme)} ({_holders(there[there[name] == extreme], by)})"
        for word, extreme in (("highest", there[name].max()), ("lowest", there[name].min()))
    )
    return f"{named(name)}: {', '.join(said)}."


def _holders(rows: pd.DataFrame, by: list[str]) -> str:
    if len(rows) > 3:
        return f"in {len(rows):,} rows"
    return "; ".join(_whose(by, values) for values in rows[by].itertuples(index=False, name=None))


def _whose(keys: list[str], values) -> str:
    """Return which series: the values of the columns that tell it from others; flags by name."""
    values = values if isinstance(values, tuple) else (values,)
    return ", ".join(
        f"{named(key)} {str(value).lower()}"
        if str(value) in ("True", "False")
        else (moment(value) if key in TIMES else _called(value))
        for key, value in zip(keys, values, strict=True)
    )


def _called(value: object) -> str:
    """Return a text of a cell; a state by its name."""
    return entities.name(str(value)) if str(value) in entities.states() else str(value)


def label(value: object) -> str:
    """Return a text of a cell, a state's code followed by its name."""
    code = str(value)
    return f"{code} ({entities.name(code)})" if code in entities.states() else code


def moment(value: object) -> str:
    """Return a year, quarter, month or day in words; whatever else it is, as it stands."""
    written = f"{value:.0f}" if isinstance(value, float) else str(value)
    if re.fullmatch(r"\d{4}Q[1-4]", written):
        return f"quarter {written[-1]} of {written[:4]}"
    try:
        return words.moment(written) if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", written) else written
    except ValueError:
        return written


def _range(what: str, low: str, high: str) -> str:
    return f"{what}, all {low}" if low == high else f"{what} from {low} to {high}"


def _of(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
