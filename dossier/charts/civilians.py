"""Figure of civilian casualties: how many, and what share the Taliban and IS have in them."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import note, whole_numbers, write
from dossier.charts.style import INK, canvas

#: Parties of civilian casualties, their colours and words.
ATTRIBUTED = {"taliban": (colours.of("taliban"), "Taliban"), "is": (colours.of("is"), "Islamic State")}


@figure(
    "r1-civilians-by-party", reads=("conflict/civilian_casualties", "conflict/civilian_casualties_by_party")
)
def civilians_by_party(by_year: pd.DataFrame, shares: pd.DataFrame) -> Drawn:
    """Bars of civilian casualties by year above the shares attributed to the Taliban and to IS.

    Parameters
    ----------
    by_year, shares : pandas.DataFrame
        As `indicators.civilians.by_year` and `shares` return them.
    """
    picture, (above, below) = canvas(6.0, rows=2, sharex=True)
    above.bar(by_year.index, by_year["killed"], 0.72, color=INK)
    above.bar(by_year.index, by_year["injured"], 0.72, bottom=by_year["killed"], color=colours.of("other"))
    above.set_title("Civilians killed (dark) and injured")
    whole_numbers(above.yaxis)
    for party in ATTRIBUTED:
        _attributed(below, party, shares[shares["party"].eq(party)])
    below.set_title("Share of all casualties attributed; rings: first half of the year")
    below.set_ylim(-3, 54)
    below.yaxis.set_major_formatter(PercentFormatter(decimals=0))
    first, last = int(by_year.index.min()), int(by_year.index.max())
    below.set_xticks(range(first, int(shares["middle"].max()) + 2, 2))
    whole_years = shares[~shares["half_year"]].set_index(["party", "period"])["share_percent"]
    of_is, of_taliban = whole_years["is"], whole_years["taliban"]
    both = shares.pivot_table("share_percent", "period", "party").dropna()
    top = of_is.idxmax()
    return Drawn(
        picture,
        data=shares.merge(
            by_year.rename_axis("period").reset_index().astype({"period": "str"}), on="period", how="outer"
        ),
        facts={
            "of_is": of_is,
            "begun": of_is.index[0],
            "top": top,
            "is_by_year": _by_period(of_is),
            "taliban_by_year": _by_period(of_taliban),
            "casualties": by_year["casualties"],
            "first": first,
            "last": last,
        },
        holds=of_is.iloc[0] < of_is[top] and both["is"].lt(both["taliban"]).all(),
    )


def _attributed(axes: Axes, party: str, rows: pd.DataFrame) -> None:
    """Draw a party's shares: dots for whole years, rings for half years."""
    colour, name = ATTRIBUTED[party]
    whole, half = rows[~rows["half_year"]], rows[rows["half_year"]]
    axes.plot(whole["middle"], whole["share_percent"], "o", color=colour, ms=8)
    axes.plot(half["middle"], half["share_percent"], "o", mfc="white", mec=colour, mew=1.8, ms=7)
    for row in rows.itertuples():
        share = row.share_percent
        # Rings and dots of one year lie close together: one has its number above, the other below.
        by, va = (6, "bottom") if row.half_year == (party == "taliban") else (-6, "top")
        text = words.decimal(share) if share < 1 else words.count(share)
        write(axes, text, (row.middle, share), (0, by), size=9, ha="center", va=va)
    note(axes, 2009 - 0.4, {"taliban": 46, "is": 16}[party], name, colour)


def _by_period(shares: pd.Series) -> str:
    return words.listing(f"{words.decimal(share)} per cent in {period}" for period, share in shares.items())
