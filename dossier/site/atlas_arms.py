"""Layers of the map on deliveries of major arms: lines from suppliers to Pakistan, India and Afghan recipients."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from dossier import entities, words
from dossier.charts import colours
from dossier.site import published
from dossier.site import sheet as drawing
from dossier.site.atlas import Frame, Group, Layer, load
from dossier.site.published import Published
from dossier.site.sheet import Sheet

FIGURE = "arms-by-recipient"
UNKNOWN = "unknown-supplier"
#: Layer: where its lines end. Afghan recipients, whom SIPRI keeps apart, share one place on the map.
ENDS = {"PAK": (73.0, 33.7), "IND": (77.2, 28.6), "AFG": (69.2, 34.5)}
#: Afghan recipients and how a sentence names them.
AFGHANS = {
    "AFG": "the government in Kabul",
    "mujahedin": "the Mujahedin",
    "northern-alliance": "the Northern Alliance",
}
#: Former states, and the one whose outline now holds their capital.
SUCCESSORS = {"CSK": "CZE", "SUN": "RUS", "YUG": "SRB", "DDR": "DEU"}
#: Lines that do not start in the middle of a country: in Moscow, or where they enter the map.
STARTS = {
    "RUS": (37.6, 55.8),
    "USA": (-9.0, 60.0),
    "CAN": (-12.0, 64.0),
    "BRA": (-16.0, 22.0),
    "GHA": (-2.0, 16.0),
    "ZAF": (28.0, 4.0),
}
#: Width in pixels of the widest line, and of the thinnest in tenths of one.
WIDEST, THINNEST = 30, 14
APART = (
    " Governments in Kabul, the Mujahedin and the Northern Alliance are kept apart; no major arms to the Taliban "
    "are on record."
)


def layers() -> list[Layer]:
    """Return a layer for each recipient, all on one scale of widths."""
    figure = published.read(FIGURE, "recipient", "supplier", "year", "window", "tiv_million")
    party = figure.rows["recipient"].where(~figure.rows["recipient"].isin(list(AFGHANS)), "AFG")
    by = ["party", "window", "supplier", "recipient"]
    flows = figure.rows.assign(party=party).groupby(by)["tiv_million"].sum().reset_index()
    flows["width"] = 10 * WIDEST * flows["tiv_million"] / flows["tiv_million"].max()
    return [_layer(figure, code, flows[flows["party"].eq(code)], flows["window"].unique()) for code in ENDS]


def _layer(figure: Published, code: str, flows: pd.DataFrame, windows) -> Layer:
    place = "Afghanistan" if code == "AFG" else entities.name(code)
    totals = (
        _drawn(flows).groupby("supplier")["tiv_million"].sum().sort_values(ascending=False, kind="stable")
    )
    own = [supplier for supplier in totals.index if supplier in colours.COLOURS]
    groups = [Group(entities.name(supplier), "line", colours.of(supplier)) for supplier in own]
    groups.append(Group("Other suppliers", "line", "#7d8794"))
    return Layer(
        f"arms-{code.lower()}",
        f"Arms to {place}",
        "eurasia",
        "The width of a line is proportional to what was delivered in the years named, on one scale for all "
        "recipients; thin ones are drawn wider. Trend-indicator value (TIV): volume of major arms, not money. "
        f"Rifles and other small arms are not counted.{APART if code == 'AFG' else ''}",
        figure,
        groups,
        [_frame(figure, code, own, window, flows[flows["window"].eq(window)]) for window in sorted(windows)],
        {"Supplier": "supplier", "Recipient": "recipient", "Million TIV": "tiv_million"},
    )


def _drawn(flows: pd.DataFrame) -> pd.DataFrame:
    return flows[flows["supplier"].ne(UNKNOWN) & flows["tiv_million"].gt(0)]


def _frame(figure: Published, code: str, own: list[str], window: str, rows: pd.DataFrame) -> Frame:
    rows = rows.sort_values(["tiv_million", "supplier"], ascending=[False, True], kind="stable")
    first, last = map(int, window.split("-"))
    label, total = words.years(first, last), rows["tiv_million"].sum()
    items = []
    for row in _drawn(rows).itertuples():
        group = own.index(row.supplier) if row.supplier in own else len(own)
        start, line = _line(row.supplier, row.recipient)
        tip = (
            f"{supplier(row.supplier)} to {whom(row.recipient)}\n"
            f"{label}: {figure.amount('tiv_million', row.tiv_million)}"
        )
        name = f"{supplier(row.supplier)} {words.count(row.tiv_million)}"
        items.append([group, tip, line, max(THINNEST, round(row.width)), name, *start])
    table = [
        [supplier(row.supplier), _recipient(row.recipient), amount(row.tiv_million)]
        for row in rows.itertuples()
    ]
    held = _drawn(rows)["tiv_million"].sum() / total if total else 1.0
    return Frame(first, last, label, _summary(figure, code, label, rows), held, items, rows=table)


def _summary(figure: Published, code: str, label: str, rows: pd.DataFrame) -> str:
    to = "Afghan recipients" if code == "AFG" else entities.name(code)
    total = rows["tiv_million"].sum()
    if not total:
        return f"{label}: no delivery of major arms to {to} on record"
    by_supplier = rows.groupby("supplier", sort=False)["tiv_million"].sum()
    shares = by_supplier.sort_values(ascending=False, kind="stable") / total
    leaders = shares[shares.gt(0)].head(3)
    if shares.get("RUS", 0):
        leaders["RUS"] = shares["RUS"]
    named = words.listing(f"{supplier(each)} {words.percent(share)}" for each, share in leaders.items())
    return f"{label}: {figure.amount('tiv_million', total)} to {to}, of which {named}"


def supplier(code: str) -> str:
    """Return a supplier's name."""
    return "Unknown supplier" if code == UNKNOWN else entities.name(code)


def whom(code: str) -> str:
    """Return a recipient as a sentence names it."""
    return AFGHANS.get(code) or entities.name(code)


def amount(value: float) -> str:
    """Return a sum of deliveries as a table has it."""
    return words.count(value) if value else "under 0.5"


def _recipient(code: str) -> str:
    said = whom(code)
    return said[0].upper() + said[1:]


@cache
def _plane() -> Sheet:
    return Sheet()


@cache
def _middles() -> dict[str, tuple[float, float]]:
    countries = load("maps/countries").dropna(subset="iso3")
    return {row.iso3: (row.label_longitude, row.label_latitude) for row in countries.itertuples()}


@cache
def _line(supplier: str, recipient: str) -> tuple[list[int], str]:
    """Return where the line from a supplier to a recipient starts, within the map, and its path."""
    end = _plane().points(*ENDS["AFG" if recipient in AFGHANS else recipient])[0]
    code = SUCCESSORS.get(supplier, supplier)
    way = _plane().points(*(_middles() | STARTS)[code])[0].astype(float) - end
    left, top, right, bottom = np.add(drawing.FAR, (400, 400, -400, -400))
    within = [1.0]
    for axis, (least, most) in enumerate(((left, right), (top, bottom))):
        if way[axis]:
            within.append(((most if way[axis] > 0 else least) - end[axis]) / way[axis])
    (x0, y0), (x1, y1) = np.rint(end + way * min(within)).astype(int).tolist(), end.tolist()
    # Lines to two recipients at one place part; those from the west keep clear of Russia's.
    bend = 0.16 if recipient in ("mujahedin", "northern-alliance") else -0.24 if supplier == "USA" else -0.12
    middle = (x0 + x1) / 2 - bend * (y1 - y0), (y0 + y1) / 2 + bend * (x1 - x0)
    return [x0, y0], f"M{x0},{y0}Q{round(middle[0])},{round(middle[1])} {x1},{y1}"
