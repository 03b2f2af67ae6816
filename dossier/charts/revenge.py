"""Figures of reason 2: arms for the parties of the Afghan wars, and Russian acts beside US troops."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from dossier import entities, words
from dossier.charts import colours, maps
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import GRID, INK, MUTED, canvas, heading

UNIT = "SIPRI trend-indicator value: volume of major arms, not money; millions"
NO_TALIBAN = (
    "SIPRI has no line for the Taliban; it lists major arms only, so that this says nothing about rifles."
)
#: Suppliers with a colour of their own in the panel of each recipient.
SHOWN = {
    "AFG": ("SUN", "RUS", "USA"),
    "mujahedin": ("USA", "CHN", "EGY", "GBR"),
    "northern-alliance": ("RUS",),
}
PANELS = {
    "AFG": "To the governments in Kabul",
    "mujahedin": "To the Mujahedin",
    "northern-alliance": "To the Northern Alliance",
}
#: Years of the ratio in the title of the arms: those in which the Mujahedin fought the Soviet army.
SOVIET_WAR = (1980, 1989)
HELPED, HARMED = colours.of("USA"), colours.of("RUS")


def arms_to_afghans(delivered: pd.DataFrame, first: int, last: int) -> Exhibit:
    """Yearly deliveries to each Afghan recipient, a panel each with a scale of its own.

    Parameters
    ----------
    delivered : pandas.DataFrame
        As `indicators.client_arms.deliveries` returns it.
    first, last : int
        Years of the axis.
    """
    figure, panels = canvas(7.4, 4, 1, sharex=True, height_ratios=(3, 2, 2, 0.8))
    for axes, (recipient, named) in zip(panels, SHOWN.items(), strict=False):
        rows = delivered[delivered["recipient"].eq(recipient)]
        wide = rows.pivot_table(index="year", columns="supplier", values="tiv_million", aggfunc="sum")
        wide = wide.reindex(range(first, last + 1)).fillna(0)
        bars = wide[list(named)].assign(other=wide.drop(columns=list(named)).sum(axis=1))
        _stacked(axes, bars)
        axes.set_title(f"{PANELS[recipient]}: {words.count(rows['tiv_million'].sum())} million in all")
    _empty_panel(panels[3])
    panels[3].set_xlim(first - 0.7, last + 0.7)
    sums = delivered.groupby(["recipient", "supplier"])["tiv_million"].sum()
    within = delivered[delivered["year"].between(*SOVIET_WAR)]
    in_war = within.groupby(["recipient", "supplier"])["tiv_million"].sum()
    ratio = in_war["AFG", "SUN"] / in_war["mujahedin"].sum()
    title = (
        f"In {words.years(*SOVIET_WAR)} the Soviet Union gave Kabul {words.count(ratio)} times the major arms that "
        "the Mujahedin got from everyone"
    )
    heading(figure, title, f"Deliveries by year and supplier; each panel has a scale of its own. {UNIT}")
    listed = [f"{entities.name(code)} {words.count(sums['mujahedin', code])}" for code in SHOWN["mujahedin"]]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The Soviet Union and Russia are two suppliers. The panels must not be compared by height: that "
        "of Kabul spans far more than the others. The ratio in the title is of the deliveries of "
        f"{words.years(*SOVIET_WAR)} alone; the panels begin in {first}. A year without a bar is a year "
        f"without recorded deliveries. {NO_TALIBAN}",
        alt=f"Panels of yearly bars, {words.years(first, last)}. To Kabul: Soviet Union "
        f"{words.count(sums['AFG', 'SUN'])} million, United States {words.count(sums['AFG', 'USA'])}, "
        f"Russia {words.count(sums['AFG', 'RUS'])}. To the Mujahedin: {words.listing(listed)}. To the "
        f"Northern Alliance: Russia {words.count(sums['northern-alliance', 'RUS'])}. To the Taliban: no "
        "line.",
        data=delivered,
        tables=("arms/transfers",),
    )


def _stacked(axes: Axes, bars: pd.DataFrame) -> None:
    floor = pd.Series(0.0, index=bars.index)
    for supplier in bars:
        if not bars[supplier].any():
            continue
        label = "All others" if supplier == "other" else entities.name(supplier)
        colour = colours.of(supplier)
        axes.bar(bars.index, bars[supplier], bottom=floor, width=0.85, color=colour, label=label)
        floor += bars[supplier]
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.legend(loc="upper right" if floor.idxmax() < 1995 else "upper left", ncols=2, handlelength=1)
    axes.set_ylim(0, 1.15 * floor.max())


def _empty_panel(axes: Axes) -> None:
    axes.set_title("To the Taliban")
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.text(
        0.5,
        0.45,
        "no line in the register",
        transform=axes.transAxes,
        ha="center",
        color=MUTED,
        style="italic",
    )


def portable_missiles(deals: pd.DataFrame) -> Exhibit:
    """Portable missiles against aircraft, each deal as a bar over its years of delivery.

    Parameters
    ----------
    deals : pandas.DataFrame
        As `indicators.client_arms.portable_missiles` returns it.
    """
    figure, axes = canvas(4.7)
    shown = {
        "mujahedin": "Mujahedin",
        "AFG": "Kabul",
        "northern-alliance": "Northern\nAlliance",
        "taliban": "Taliban",
    }
    place, ticks = 0, {}
    for recipient in shown:
        rows = deals[deals["recipient"].eq(recipient)]
        if rows.empty:
            axes.text(1981.5, place, "none recorded", va="center", color=MUTED, style="italic")
            ticks[place] = recipient
            place += 1
        for deal in rows.itertuples():
            years = deal.delivery_last - deal.delivery_first + 1
            axes.barh(
                place, years, left=deal.delivery_first - 0.5, height=0.7, color=colours.of(deal.supplier)
            )
            payer = "" if pd.isna(deal.paid_by) else f", paid by the {entities.name(deal.paid_by)}"
            name = f"{words.count(deal.delivered)} {deal.designation} ({entities.name(deal.supplier)}{payer})"
            axes.annotate(
                name,
                (deal.delivery_last + 0.5, place),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                size=9.5,
                weight="bold" if deal.designation == "Stinger" else "normal",
            )
            ticks[place] = recipient
            place += 1
        place += 0.5
    middles = {name: _middle([at for at, who in ticks.items() if who == name]) for name in shown}
    axes.set_yticks([*middles.values()], [*shown.values()])
    axes.set_ylim(place - 0.8, -0.8)
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_xlim(1981, 2006)
    rebels = deals[deals["recipient"].eq("mujahedin")]
    stingers = rebels.loc[rebels["designation"].eq("Stinger"), "delivered"].sum()
    taliban = deals.loc[deals["recipient"].eq("taliban"), "delivered"].sum()
    theirs = words.count(taliban) if taliban else "none"
    title = (
        f"The Mujahedin got {words.count(rebels['delivered'].sum())} portable missiles against aircraft, "
        f"the Taliban {theirs} on record"
    )
    heading(figure, title, "Deals by years of delivery and missiles delivered; the register runs to 2025")
    by_recipient = [
        f"{name.replace(chr(10), ' ')}: {_deals_of(deals[deals['recipient'].eq(code)])}"
        for code, name in shown.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Each bar is one deal and runs from its first to its last year of delivery; the numbers are "
        "SIPRI's, many of them estimates. The years after 2005 are cut off because no deal falls in "
        "them. The register rests on open sources: it saw the Stinger, a covert gift, once it was known. "
        "It would not see a few missiles that nobody reported.",
        alt=f"Bars by deal. {'. '.join(by_recipient)}. The Stingers are {words.count(stingers)}.",
        data=deals,
        tables=("arms/register",),
    )


def _deals_of(rows: pd.DataFrame) -> str:
    return words.listing(
        f"{words.count(deal.delivered)} {deal.designation} from {entities.name(deal.supplier)} "
        f"({words.years(deal.delivery_first, deal.delivery_last)})"
        for deal in rows.itertuples()
    )


def _middle(places: list[float]) -> float:
    return sum(places) / len(places)


def supplier_maps(
    early: pd.DataFrame, late: pd.DataFrame, spans: tuple[str, str], base: maps.Layers
) -> Exhibit:
    """Two maps with arrows from suppliers to Kabul and to the Mujahedin, one scale of widths above a least one.

    Parameters
    ----------
    early, late : pandas.DataFrame
        recipient, supplier, tiv_million, as `indicators.client_arms.totals` returns it.
    spans : tuple of str
        Words for the years of the two.
    base : Layers
        As `maps.layers()` returns them.
    """
    view = maps.EURASIA
    figure, panels = maps.map_canvas(view, base, rows=2, room=2.0, names=False, provinces=False)
    most = max(early["tiv_million"].max(), late["tiv_million"].max())
    for axes, frame, span in zip(panels, (early, late), spans, strict=True):
        axes.set_title(span)
        drawn = _drawn(frame)
        for row in drawn.itertuples():
            width = max(0.9, 24 * row.tiv_million / most)
            rebel = row.recipient != "AFG"
            start = ORIGINS[row.supplier]
            bend = -0.22 if row.supplier == "CHN" else 0.2 if rebel else 0.1
            maps.flow(axes, view, start, KABUL, width, colours.of(row.supplier), bend)
        for supplier, rows in drawn.groupby("supplier", sort=True):
            sums = [
                f"{'Kabul' if row.recipient == 'AFG' else entities.name(row.recipient)} "
                f"{words.count(row.tiv_million) if row.tiv_million >= 1 else 'under 1'}"
                for row in rows.itertuples()
            ]
            longitude, latitude = LABELS.get(supplier, ORIGINS[supplier])
            words_ = f"{entities.name(supplier)}\nto {' and '.join(sums)}"
            maps.place_name(axes, view, longitude, latitude, words_, size=9, weight="bold", ha="center")
        maps.place_name(axes, view, 66.0, 29.0, "Afghanistan", size=10, ha="center", weight="bold")
        maps.scale_bar(axes, view)
    sums = {
        (span, row.recipient, row.supplier): row.tiv_million
        for span, frame in zip(spans, (early, late), strict=True)
        for row in frame.itertuples()
    }
    soviet, american = sums[spans[0], "AFG", "SUN"], sums[spans[1], "AFG", "USA"]
    rebels = early.loc[early["recipient"].eq("mujahedin"), "tiv_million"].sum()
    title = (
        "The mirror of the 1980s is missing: Russia armed Kabul, and no major arms to its enemy are on record"
    )
    heading(
        figure,
        title,
        f"Deliveries of major arms to Afghan recipients, widths on one scale above a least width. {UNIT}",
    )
    left_out = [frame.drop(_drawn(frame).index) for frame in (early, late)]
    largest = pd.concat(left_out).sort_values("tiv_million", kind="stable").iloc[-1]
    above, below = (words.count(frame["tiv_million"].sum()) for frame in left_out)
    data = pd.concat([early.assign(span=spans[0]), late.assign(span=spans[1])], ignore_index=True)
    return Exhibit(
        figure=figure,
        title=title,
        caption="Arrows start at the supplier's capital, for the United States at the edge of the map; thin ones "
        "are drawn wider than their share. Suppliers not drawn, "
        f"{entities.name(largest['supplier'])} ({words.count(largest['tiv_million'])}) the largest, add up to "
        f"{above} million above and {below} below. Supporters of "
        "the Mujahedin that gave no major arms on record, Pakistan and Saudi Arabia among them, have no "
        f"arrow. Russia armed the Northern Alliance between the two. {NO_TALIBAN}",
        alt=f"Two maps. {spans[0]}: Soviet Union to Kabul {words.count(soviet)} million, all suppliers to the "
        f"Mujahedin {words.count(rebels)}. {spans[1]}: United States to Kabul {words.count(american)}, "
        f"Russia to Kabul {words.count(sums[spans[1], 'AFG', 'RUS'])}; nobody to the Taliban.",
        data=data[["span", "recipient", "supplier", "tiv_million"]],
        tables=("arms/transfers", "maps/boundary_lines"),
    )


def _drawn(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what the map draws: suppliers of an armed group, and the larger ones of Kabul, where it has a place."""
    large = frame["recipient"].ne("AFG") | frame["tiv_million"].ge(LEAST_TIV)
    return frame[frame["supplier"].isin(ORIGINS) & large & frame["tiv_million"].gt(0)]


#: Deliveries to Kabul under this are not drawn on the map, in million TIV.
LEAST_TIV = 50
KABUL = (69.2, 34.5)
#: Where arrows start: capitals, or for the United States the edge of the map.
ORIGINS = {
    "SUN": (37.6, 55.8),
    "RUS": (37.6, 55.8),
    "USA": (-9.0, 58.0),
    "CHN": (116.4, 39.9),
    "EGY": (31.2, 30.0),
    "GBR": (-0.1, 51.5),
    "ITA": (12.5, 41.9),
    "CZE": (14.4, 50.1),
}
LABELS = {
    "SUN": (42.0, 60.0),
    "RUS": (42.0, 60.0),
    "USA": (16.0, 66.0),
    "CHN": (103.0, 44.5),
    "EGY": (29.0, 25.5),
    "GBR": (1.0, 47.5),
    "ITA": (12.5, 37.5),
    "CZE": (7.0, 48.0),
}


def helicopters(flown: pd.DataFrame, share: float) -> Exhibit:
    """Helicopters delivered to Kabul by supplier, split by who bore the cost.

    Parameters
    ----------
    flown : pandas.DataFrame
        As `indicators.client_arms.helicopters` returns it.
    share : float
        Share of the Russian ones for which another state paid.
    """
    payers = {
        "supplier": "Given by the supplier",
        "USA": "Paid by the United States",
        "other": "Paid by another state",
    }
    payers["no remark"] = "No remark on who paid"
    looks = {
        "supplier": "#6fa287",
        "USA": colours.of("USA"),
        "other": "#d98a00",
        "no remark": colours.of("other"),
    }
    rows = flown.assign(borne=flown["payer"].where(flown["payer"].isin(payers), "other"))
    # A state that paid for what it supplied itself gave it.
    rows.loc[rows["payer"].eq(rows["supplier"]), "borne"] = "supplier"
    wide = rows.pivot_table(index="supplier", columns="borne", values="delivered", aggfunc="sum").fillna(0)
    wide = wide.reindex(columns=list(payers), fill_value=0)
    wide = wide.loc[wide.sum(axis=1).sort_values(kind="stable").index]
    figure, axes = canvas(4.2)
    names = [entities.name(code).capitalize() if "-" in code else entities.name(code) for code in wide.index]
    floor = pd.Series(0.0, index=wide.index)
    for payer in payers:
        axes.barh(names, wide[payer], left=floor, color=looks[payer], height=0.72, label=payers[payer])
        for at, (code, value) in enumerate(wide[payer].items()):
            if value >= 6:
                ink = "white" if payer in ("USA", "supplier") else INK
                middle = floor[code] + value / 2
                axes.text(middle, at, words.count(value), ha="center", va="center", size=9.5, color=ink)
        floor += wide[payer]
    axes.grid(axis="x")
    axes.grid(visible=False, axis="y")
    axes.legend(loc="lower right", handlelength=1)
    russian = rows[rows["supplier"].eq("RUS")].groupby("borne")["delivered"].sum()
    last_russian = flown.loc[flown["supplier"].eq("RUS"), "delivery_last"].max()
    first, last = int(flown["delivery_first"].min()), int(flown["delivery_last"].max())
    title = (
        f"Others paid for {words.percent(share)} of the Russian helicopters that Kabul got, above all "
        "Washington"
    )
    heading(
        figure, title, f"Helicopters delivered to the government of Afghanistan, {words.years(first, last)}"
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="Payers are coded from SIPRI's remarks (a deal “bought via US company” counts as American), and "
        "counting them is this project's work. The last "
        f"Russian ones came in {last_russian}. Some of the machines from other states were of Russian "
        "make. Numbers under six are not written.",
        alt=f"Bars by supplier. Russia {words.count(russian.sum())}: given "
        f"{words.count(russian['supplier'])}, paid by the United States {words.count(russian['USA'])}, by "
        f"others {words.count(russian['other'])}. United States {words.count(wide.loc['USA'].sum())}.",
        data=flown,
        tables=("arms/register",),
    )


def named_supporters(early: pd.DataFrame, late: pd.DataFrame) -> Exhibit:
    """States named as supporters of the Mujahedin and of the Taliban, a square for each year.

    Parameters
    ----------
    early, late : pandas.DataFrame
        As `indicators.client_arms.named_supporters` returns it, for the two groups.
    """
    figure, panels = canvas(5.2, 2, 1, height_ratios=(7, 5))
    titles = ("Named as supporters of the Mujahedin", "Named as supporters of the Taliban")
    spans = ((1978, 1992), (2002, 2017))
    for axes, frame, name, (first, last) in zip(panels, (early, late), titles, spans, strict=True):
        order = (
            frame.groupby("supporter_state")["year"]
            .agg(["min", "count"])
            .sort_values(["count", "min"], ascending=[True, False], kind="stable")
        )
        for at, code in enumerate(order.index):
            years = frame.loc[frame["supporter_state"].eq(code), "year"]
            axes.bar(years, 0.76, bottom=at - 0.38, width=0.9, color=colours.of(code))
        axes.set_yticks(range(len(order)), [entities.name(code) for code in order.index])
        axes.set_xlim(first - 0.6, last + 0.6)
        axes.set_xticks(range(first, last + 1, 2))
        axes.set_title(name)
        axes.grid(visible=False)
        for year in range(first, last + 2):
            axes.axvline(year - 0.5, color=GRID, linewidth=0.6, zorder=0)
    russian = late.loc[late["supporter_state"].eq("RUS"), "year"]
    title = (
        f"UCDP names Russia as a supporter of the Taliban from {russian.min()}, when most US troops had left"
    )
    heading(figure, title, "One square a year in which the dataset names the state as a supporter")
    united = early.loc[early["supporter_state"].eq("USA"), "year"]
    states = [entities.name(code) for code in sorted(late["supporter_state"].unique())]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Support that is alleged counts like support that is confirmed, and nothing says who gave what: "
        "a square can stand for arms, money, shelter or words. The dataset ends in 2017. A missing "
        "square is a year in which nobody was named, or in which the dyad fell under the threshold.",
        alt=f"Two grids. Mujahedin: the United States in {words.count(len(united))} years, "
        f"{united.min()}-{united.max()}, with Pakistan, Saudi Arabia, China, Iran, the United Kingdom and "
        f"Egypt. Taliban: {words.listing(states)}; Russia {russian.min()}-{russian.max()}.",
        data=pd.concat([early.assign(group="Mujahedin"), late.assign(group="Taliban")], ignore_index=True),
        tables=("conflict/support",),
    )


def troops_and_acts(
    present: pd.DataFrame,
    counts: pd.DataFrame,
    share: float,
    window: tuple[int, int],
    with_reserve: dict[int, int],
) -> Exhibit:
    """US troops by year above, Russian acts that helped or harmed below.

    Parameters
    ----------
    present : pandas.DataFrame
        As `indicators.us_effort.troops` returns it.
    counts : pandas.DataFrame
        As `indicators.us_effort.by_year` returns it.
    share : float
        Share of troop-years in the window.
    window : tuple of int
        Years of the largest force.
    with_reserve : dict
        Year to active, Guard and Reserve personnel together (`indicators.us_effort.with_reserve`).
    """
    figure, (above, below) = canvas(5.6, 2, 1, sharex=True, height_ratios=(3, 3))
    reported = present[~present["filled_in"]]
    filled = present[present["filled_in"]]
    above.bar(reported.index, reported["troops"].astype(float), width=0.85, color=colours.of("USA"))
    above.bar(
        filled.index,
        filled["troops"].astype(float),
        width=0.85,
        facecolor="none",
        edgecolor=colours.of("USA"),
        hatch="////",
    )
    missing = present.index[present["troops"].isna()]
    for year in missing:
        above.text(year, 2500, "not reported", ha="center", va="bottom", rotation=90, size=9, color=MUTED)
    above.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    above.set_title("US troops in Afghanistan")
    for axes in (above, below):
        axes.axvspan(window[0] - 0.5, window[1] + 0.5, color="#f1ede2", zorder=0)
    below.bar(counts.index, counts["helped"], width=0.85, color=HELPED, label="helped")
    below.bar(counts.index, -counts["harmed"], width=0.85, color=HARMED, label="harmed")
    below.bar(
        counts.index,
        -counts["alleged"],
        bottom=-counts["harmed"],
        width=0.85,
        facecolor="none",
        edgecolor=HARMED,
        hatch="....",
        linewidth=0.8,
        label="alleged",
    )
    below.axhline(0, color=INK, linewidth=0.8)
    below.yaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    below.set_title("Russian acts that helped (up) or harmed (down) the US effort")
    below.legend(loc="lower left", ncols=3, handlelength=1)
    below.margins(y=0.15)
    inside = counts.loc[window[0] : window[1]]
    peak = int(counts["harmed"].idxmax())
    whole = [f"{words.count(troops)} in {year}" for year, troops in with_reserve.items()]
    title = (
        f"In the years of most US troops {words.count(inside['helped'].sum())} Russian acts on record helped and "
        f"{words.count(inside['harmed'].sum())} harmed; harm came from {_first(counts)} on"
    )
    heading(figure, title, "Active personnel, as reported in autumn; dated acts of the timeline, main coding")
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Shaded: {words.years(*window)}, in which {words.percent(share)} of all troop-years fell. "
        f"The bars leave Guard and Reserve out; with them there were {words.listing(whole)}. "
        "Hatched: round figures that the series' authors put in. Dotted: allegations, in the year they "
        "were made public; several may rest on one source. Acts differ in weight: a supply route that "
        "lasted years counts once. A year without an act is one in which the timeline has none.",
        alt=f"Upper bars: US troops, at most {words.count(present['troops'].max())} in "
        f"{present['troops'].astype(float).idxmax()}. Lower bars: {words.count(counts['helped'].sum())} "
        f"helpful acts, {words.count(counts['harmed'].sum())} harmful ones and "
        f"{words.count(counts['alleged'].sum())} allegations; in {words.years(*window)} "
        f"{words.count(inside['helped'].sum())} helpful and {words.count(inside['harmed'].sum())} "
        f"harmful. Most harmful acts fall in {peak}.",
        data=present.join(counts).reset_index(),
        tables=("conflict/us_troops_yearly", "evidence/us_effort", "evidence/timeline"),
    )


def _first(counts: pd.DataFrame) -> int:
    return int(counts.index[counts["harmed"].gt(0)][0])


def two_codings(main: pd.DataFrame, wide: pd.DataFrame, window: tuple[int, int]) -> Exhibit:
    """Harmful acts by year under the main coding and under the one that favours the hypothesis.

    Parameters
    ----------
    main, wide : pandas.DataFrame
        As `indicators.us_effort.by_year` returns it, for the two codings.
    window : tuple of int
        Years of the largest force.
    """
    figure, panels = canvas(4.8, 2, 1, sharex=True, sharey=True)
    for axes, counts, name in zip(
        panels, (main, wide), ("Main coding", "Wide coding: every contact is harm"), strict=True
    ):
        axes.axvspan(window[0] - 0.5, window[1] + 0.5, color="#f1ede2", zorder=0)
        axes.bar(counts.index, counts["harmed"], width=0.85, color=HARMED)
        axes.set_title(f"{name}: {words.count(counts['harmed'].sum())} harmful acts")
        axes.yaxis.get_major_locator().set_params(integer=True)
    panels[0].text(
        sum(window) / 2, wide["harmed"].max() * 0.8, "largest\nUS force", ha="center", size=9.5, color=MUTED
    )
    inside = [int(counts.loc[window[0] : window[1], "harmed"].sum()) for counts in (main, wide)]
    title = (
        f"Harmful acts in the years of the largest US force: {words.count(inside[0])} by the main coding, "
        f"{words.count(inside[1])} by the wide one"
    )
    heading(figure, title, "Russian acts coded as harming the US effort, by year")
    return Exhibit(
        figure=figure,
        title=title,
        caption="The wide coding is made to favour the hypothesis: it takes each documented contact with the "
        "Taliban for harm, although Washington opened contacts of its own in the same years. Allegations "
        "are in neither. An act dated only to a span of years stands in the first of them.",
        alt=f"Two panels of bars, {words.years(int(main.index[0]), int(main.index[-1]))}. Main coding: "
        f"{words.count(main['harmed'].sum())} harmful acts, {inside[0]} in {words.years(*window)}. Wide "
        f"coding: {words.count(wide['harmed'].sum())}, {inside[1]} in the same years; its highest year is "
        f"{int(wide['harmed'].idxmax())} with {words.count(wide['harmed'].max())}.",
        data=main[["harmed"]]
        .rename(columns={"harmed": "harmed_main"})
        .join(wide[["harmed"]].rename(columns={"harmed": "harmed_wide"}))
        .reset_index(),
        tables=("evidence/us_effort", "evidence/timeline"),
    )


def acts_after_the_goal(by_year: pd.DataFrame, compared, fall) -> Exhibit:
    """Acts between Russia and the Taliban by year, before and after the fall of Kabul.

    Parameters
    ----------
    by_year : pandas.DataFrame
        Index year; O1 and O2 (acts).
    compared : SwitchOff
        As `verdicts.revenge.after_the_fall` returns it.
    fall : date-like
        Day of the fall of Kabul.
    """
    figure, axes = canvas(4.0)
    names = {"O1": ("Contact", colours.of("contact")), "O2": ("Legitimation", colours.of("legitimation"))}
    floor = pd.Series(0, index=by_year.index)
    handles = []
    for outcome, (name, colour) in names.items():
        axes.bar(by_year.index, by_year[outcome], bottom=floor, width=0.85, color=colour)
        handles.append(Patch(color=colour, label=name))
        floor = floor + by_year[outcome]
    day = pd.Timestamp(fall)
    when = day.year - 0.5 + day.dayofyear / 366
    width = compared.days / 365.25
    axes.axvspan(when - width, when + width, color="#f1ede2", zorder=0)
    axes.axvline(when, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
    axes.annotate(
        "Kabul falls,\nthe US leaves",
        (when, floor.max()),
        xytext=(28, -4),
        textcoords="offset points",
        size=9.5,
        va="top",
    )
    axes.legend(handles=handles, loc="upper left", handlelength=1)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.margins(y=0.15)
    title = (
        f"No cooling is seen after the Americans left: {words.count(compared.before)} recorded acts "
        f"before, {words.count(compared.after)} after, in equal time"
    )
    heading(figure, title, "Dated acts between Russia and the Taliban by year, moderate and high certainty")
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Shaded: windows of {words.count(compared.days)} days before and after, with "
        f"{words.count(compared.before)} and {words.count(compared.after)} acts; what lies outside them is drawn "
        f"and not counted. The {words.percent(compared.confidence)} interval of the ratio runs from "
        f"{words.decimal(compared.low)} to {words.decimal(compared.high)}. Counts weigh a delegation like "
        "recognition, which came in July 2025. The last year is not over, and routine dealings with a "
        "government make no news.",
        alt=f"Stacked bars, {words.years(int(by_year.index[0]), int(by_year.index[-1]))}. Acts before the "
        f"fall of Kabul {words.count(compared.before)}, after {words.count(compared.after)}; ratio "
        f"{words.decimal(compared.ratio)}.",
        data=by_year.reset_index().rename(columns={code: name.lower() for code, (name, _) in names.items()}),
        tables=("evidence/timeline",),
    )
