"""Figures of drugs: opium by district, and what Moscow said beside the hectares."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import dashed
from dossier.charts.style import MUTED, canvas

#: Lower edges of the classes, hectares a year, with their colours, light to dark, and their names.
CLASSES = {
    0.5: ("#f3e3c2", "under 100"),
    100: ("#e5c07f", "100 to 1,000"),
    1000: ("#c98d3d", "1,000 to 5,000"),
    5000: ("#8f5a1c", "5,000 to 10,000"),
    10000: ("#55300a", "10,000 and more"),
}
#: Provinces that the map names, and where.
NAMED = {
    "Helmand": (64.2, 31.0),
    "Kandahar": (65.9, 31.8),
    "Nangarhar": (70.4, 34.65),
    "Badakhshan": (71.2, 37.2),
    "Balkh": (66.9, 36.5),
}
#: Provinces of the south.
SOUTH = {"Helmand", "Kandahar", "Uruzgan", "Zabul"}


@figure(
    "r4-opium-map",
    reads=(
        "territory/opium_districts",
        "territory/opium_provinces",
        "evidence/opium_district_codes",
        "maps/afghan_districts",
        *maps.BASE_TABLES,
    ),
)
def district_map(
    hectares: pd.DataFrame,
    districts: gpd.GeoDataFrame,
    years: tuple[int, int],
    codes: pd.DataFrame,
    unplaced: float,
    top: pd.Series,
    base: maps.Layers,
) -> Drawn:
    """Map of mean hectares under poppy by district.

    Parameters
    ----------
    hectares : pandas.DataFrame
        As `indicators.opium.placed` returns it.
    districts : geopandas.GeoDataFrame
        `maps/afghan_districts`.
    years : tuple of int
        First and last year of the mean.
    codes : pandas.DataFrame
        `evidence/opium_district_codes`.
    unplaced : float
        Share of hectares without a district (`indicators.opium.unplaced_share`).
    top : pandas.Series
        Shares of provinces, largest first.
    base : Layers
        `maps.layers()`.
    """
    view = maps.AFGHANISTAN
    picture, axes = maps.map_canvas(view, base, room=1.75)
    drawn = districts.merge(hectares.dropna(subset="pcode"), "left", on="pcode").to_crs(view.crs)
    _shade(axes, drawn)
    for name, place in NAMED.items():
        maps.place_name(axes, view, *place, name, ha="center")
    top = top.rename({"Hilmand": "Helmand"})
    leading = top.head(2)
    return Drawn(
        picture,
        data=hectares,
        facts={
            "leading": leading,
            "shares": [f"{name} {words.percent(share)}" for name, share in top.head(6).items()],
            "first": years[0],
            "last": years[1],
            "matches": codes["match"].value_counts(),
            "unplaced": unplaced,
            "least": min(CLASSES),
            "grown": drawn["opium_ha"].ge(1).sum(),
            "districts": len(drawn),
        },
        holds=set(leading.index) <= SOUTH and leading.sum() > 0.5,
    )


def _shade(axes, districts: gpd.GeoDataFrame) -> None:
    """Colour districts by their hectares, with a key."""
    for low, high in itertools.pairwise([*CLASSES, float("inf")]):
        rows = districts[districts["opium_ha"].ge(low) & districts["opium_ha"].lt(high)]
        if len(rows):
            rows.plot(ax=axes, color=CLASSES[low][0], edgecolor="white", linewidth=0.25, zorder=0.95)
    # geopandas names the axes.
    axes.set(xlabel="", ylabel="")
    legend = axes.legend(
        handles=[Patch(color=colour, label=name) for colour, name in CLASSES.values()],
        title="ha a year",
        loc="lower right",
        fontsize=9.5,
        title_fontsize=8.5,
        frameon=True,
        facecolor="white",
        framealpha=0.85,
        edgecolor="none",
    )
    legend.set_zorder(7)


@figure(
    "r4-opium-speech",
    reads=(
        "territory/opium_districts",
        "diplomacy/general_debate_terms",
        "diplomacy/un_statements",
        "diplomacy/mfa_telegram_posts",
    ),
)
def hectares_and_words(
    hectares: pd.Series,
    said: pd.DataFrame,
    statements: pd.DataFrame,
    posts: pd.DataFrame,
    outreach: int,
    windows: tuple[Sequence[int], Sequence[int]],
) -> Drawn:
    """Three panels by year: hectares, drug words in the yearly UN speech, Russian texts that open with drugs.

    Parameters
    ----------
    hectares : pandas.Series
        As `indicators.opium.by_year` returns it.
    said : pandas.DataFrame
        As `indicators.opium.drug_words` returns it.
    statements, posts : pandas.DataFrame
        As `indicators.opium.named_by_year` returns them.
    outreach : int
        Year to which accounts of moderate certainty date the renewed channel.
    windows : tuple
        First and last year before the outreach and with it.
    """
    recent = said.loc[1996:]
    before, since = (said.loc[slice(*window), "drugs"] for window in windows)
    most = before.nlargest(2).sort_index()
    return Drawn(
        _by_year(hectares, recent, statements, posts, outreach),
        data=hectares.rename("opium_ha")
        .to_frame()
        .join(recent, how="outer")
        .join(statements.add_prefix("un_"), how="outer")
        .join(posts.add_prefix("posts_"), how="outer")
        .reset_index(names="year"),
        facts={
            "hectares": hectares,
            "drugs": recent["drugs"],
            "before": before.sum(),
            "before_years": words.years(*windows[0]),
            "most": most,
            "since": since.sum(),
            "since_years": words.years(*windows[1]),
            "statements": statements.sum(),
            "posts": posts.sum(),
        },
        holds=since.sum() < before.sum() < 2 * most.sum(),
    )


def _by_year(
    hectares: pd.Series, said: pd.DataFrame, statements: pd.DataFrame, posts: pd.DataFrame, outreach: int
) -> Figure:
    picture, panels = canvas(6.4, 3, 1, sharex=True)
    area, speech, named = panels
    area.bar(hectares.index, hectares / 1000, color=colours.of("drugs"), width=0.8)
    area.set_title("Opium poppy, thousand hectares (2010-2020)")
    speech.bar(said.index, said["drugs"], color="#d8a49d", width=0.8)
    speech.bar(said.index, said["beside"], color=colours.of("RUS"), width=0.8)
    speech.set_title("Words on drugs in Russia's yearly UN speech; red: beside Afghanistan")
    for rows, shift, colour in ((statements, -0.2, colours.of("RUS")), (posts, 0.2, MUTED)):
        named.bar(rows.index + shift, rows["n"], width=0.38, color=colour, alpha=0.25)
        named.bar(rows.index + shift, rows["count"], width=0.38, color=colour)
    named.set_title("Texts on Afghanistan (faint) and on drugs (strong); red: UN, grey: posts")
    for axes in panels:
        dashed(axes, outreach - 0.5)
        axes.set_ylim(0, None)
        axes.margins(y=0.2)
    named.set_xlim(1995.3, 2026.7)
    return picture
