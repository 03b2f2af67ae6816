"""Figures of drugs: opium by district, and what Moscow said beside the hectares."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
from matplotlib.patches import Patch

from dossier import words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import MUTED, canvas, heading

#: Lower edges of the classes, hectares a year, and their colours, light to dark.
CLASSES = {0.5: "#f3e3c2", 100: "#e5c07f", 1000: "#c98d3d", 5000: "#8f5a1c", 10000: "#55300a"}


def district_map(
    hectares: pd.DataFrame,
    districts: gpd.GeoDataFrame,
    years: tuple[int, int],
    codes: pd.DataFrame,
    unplaced: float,
    top: pd.Series,
    base: maps.Layers,
) -> Exhibit:
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
    figure, axes = maps.map_canvas(view, base, room=1.75)
    drawn = districts.merge(hectares.dropna(subset="pcode"), "left", on="pcode").to_crs(view.crs)
    edges = [*CLASSES, float("inf")]
    for low, high in itertools.pairwise(edges):
        rows = drawn[drawn["opium_ha"].ge(low) & drawn["opium_ha"].lt(high)]
        if len(rows):
            rows.plot(ax=axes, color=CLASSES[low], edgecolor="white", linewidth=0.25, zorder=0.95)
    names = ["under 100", "100 to 1,000", "1,000 to 5,000", "5,000 to 10,000", "10,000 and more"]
    axes.set(xlabel="", ylabel="")
    key = [Patch(color=colour, label=name) for colour, name in zip(CLASSES.values(), names, strict=True)]
    legend = axes.legend(
        handles=key,
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
    for name, place in {
        "Hilmand": (64.2, 31.0),
        "Kandahar": (65.9, 31.0),
        "Nangarhar": (70.4, 34.65),
        "Badakhshan": (71.2, 37.2),
        "Balkh": (66.9, 36.5),
    }.items():
        maps.place_name(axes, view, *place, {"Hilmand": "Helmand"}.get(name, name), ha="center")
    top = top.rename({"Hilmand": "Helmand"})
    lead = words.listing(top.index[:2])
    shares = [f"{name} {words.percent(share)}" for name, share in top.head(6).items()]
    title = (
        f"Poppy is a southern crop: {lead} held {words.percent(top.iloc[:2].sum())} of the "
        f"hectares of {words.years(*years)}"
    )
    heading(
        figure,
        title,
        f"Land under opium poppy by district of 2018, mean hectares a year, {words.years(*years)}",
    )
    some = drawn["opium_ha"].ge(1)
    matches = codes["match"].value_counts()
    away = (
        f"Of the hectares {words.percent(unplaced, 1)} bear a name without a district of 2018 and are not drawn."
        if unplaced
        else "All hectares of these years bear a name with a district of 2018."
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Hectares are land, not tonnes of opium, and say nothing of the road that the opium "
        "takes. District names of the survey were matched to the districts of 2018 "
        f"within their province but for {words.counted(matches['other province'], 'name')}: "
        f"{words.count(matches['spelling'])} differ only in spelling, "
        f"{words.count(matches['by hand'] + matches['other province'])} were placed by hand. "
        f"{away} Borders of districts changed over the decade. White: under {words.decimal(min(CLASSES))} hectares.",
        alt="Map of Afghan districts. Shares of provinces: "
        f"{words.listing(shares)}. "
        "Districts with at least one hectare: "
        f"{words.count(some.sum())} of {words.count(len(drawn))}.",
        data=hectares,
        tables=(
            "territory/opium_districts",
            "evidence/opium_district_codes",
            "maps/afghan_districts",
            *maps.BASE_TABLES,
        ),
    )


def hectares_and_words(
    hectares: pd.Series,
    said: pd.DataFrame,
    statements: pd.DataFrame,
    posts: pd.DataFrame,
    outreach: int,
    windows: tuple[Sequence[int], Sequence[int]],
) -> Exhibit:
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
    figure, (area, speech, named) = canvas(6.4, 3, 1, sharex=True)
    area.bar(hectares.index, hectares / 1000, color=colours.of("drugs"), width=0.8)
    area.set_title("Opium poppy, thousand hectares (2010-2020)")
    recent = said.loc[1996:]
    speech.bar(recent.index, recent["drugs"], color="#d8a49d", width=0.8)
    speech.bar(recent.index, recent["beside"], color=colours.of("RUS"), width=0.8)
    speech.set_title("Words on drugs in Russia's yearly UN speech; red: beside Afghanistan")
    for rows, shift, colour in ((statements, -0.2, colours.of("RUS")), (posts, 0.2, MUTED)):
        named.bar(rows.index + shift, rows["n"], width=0.38, color=colour, alpha=0.25)
        named.bar(rows.index + shift, rows["count"], width=0.38, color=colour)
    named.set_title("Texts on Afghanistan (faint) and on drugs (strong); red: UN, grey: posts")
    for axes in (area, speech, named):
        axes.axvline(outreach - 0.5, color=MUTED, linewidth=0.9, linestyle=(0, (3, 2)))
        axes.set_ylim(0, None)
        axes.margins(y=0.2)
    named.set_xlim(1995.3, 2026.7)
    (before, before_years), (after, after_years) = (
        (words.count(said.loc[first:last, "drugs"].sum()), words.years(first, last))
        for first, last in windows
    )
    most = said.loc[slice(*windows[0]), "drugs"].nlargest(2)
    title = (
        f"Moscow's yearly UN speech had {before} words on drugs in {before_years}, {words.count(most.sum())} of "
        f"them in {words.runs(sorted(most.index))}, and {after} in {after_years}"
    )
    heading(
        figure,
        title,
        "Opium area, and drugs in what Moscow said; the dashed line is the earliest account of a "
        "renewed channel",
    )
    peak = said.loc[1996:, "drugs"].idxmax()
    return Exhibit(
        figure=figure,
        title=title,
        caption="Hectares are at hand for 2010 to 2020 only; other years are missing, not nought. A "
        "year without a bar in the middle panel is a speech without the word. "
        "The bottom panel has all texts of the year and those that open with drugs: UN statements "
        "that were found, and posts of the Foreign Ministry that open with Afghanistan; both begin in 2016. "
        "Years without a bar have no text in the sample.",
        alt=f"Three panels. Hectares: {words.count(hectares.min())} at least ({hectares.idxmin()}), "
        f"{words.count(hectares.max())} at most ({hectares.idxmax()}). Drug words: peak "
        f"{words.count(said.loc[peak, 'drugs'])} in {peak}; "
        f"{before} in {before_years}, {after} in {after_years}. UN statements that open with drugs "
        f"since 2016: {words.count(statements['count'].sum())} of "
        f"{words.count(statements['n'].sum())}; posts: {words.count(posts['count'].sum())} of "
        f"{words.count(posts['n'].sum())}.",
        data=hectares.rename("opium_ha")
        .to_frame()
        .join(recent, how="outer")
        .join(statements.add_prefix("un_"), how="outer")
        .join(posts.add_prefix("posts_"), how="outer")
        .reset_index(names="year"),
        tables=(
            "territory/opium_districts",
            "diplomacy/general_debate_terms",
            "diplomacy/un_statements",
            "diplomacy/mfa_telegram_posts",
        ),
    )
