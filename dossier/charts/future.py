"""Figures of outreach and its rivals: the gradient, Kabul beside the Taliban, forecasts, the panel, polls."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from dossier import entities, words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.maps import HALO
from dossier.charts.style import GRID, INK, MUTED, canvas, heading
from dossier.charts.timeline import FILL, OUTCOMES

#: The measures of the gradient: words, colour, predicted sign (0 for the placebo).
MEASURES = {
    "deaths": ("Deaths in the war", colours.of("taliban"), 1),
    "troops": ("US troops", colours.of("USA"), -1),
    "calendar": ("The calendar alone", MUTED, 0),
}
#: Unit of deliveries.
TIV = "million TIV"
#: What became of a forecast, and its colour.
SCORES = {
    "yes": ("came true", "#1b6e4f"),
    "partly": ("in part", "#d98a00"),
    "no": ("did not", "#c8372d"),
    "not scorable": ("cannot be scored", "#8a93a0"),
}
STEPS = {
    "first_contact": "First public contact",
    "hosting": "Hosts an office or a meeting",
    "embassy": "Accredits a diplomat",
    "delisting": "Ends its own ban",
    "recognition": "Recognises",
}
#: Questions of the polls as the figure words them.
QUESTIONS = {
    "armed-opposition-sympathy": "Sympathy with armed opposition groups",
    "taliban-sympathy": "Sympathy with the Taliban",
    "taliban-no-sympathy": "No sympathy with the Taliban",
    "is-no-sympathy": "No sympathy with IS",
    "reconciliation-support": "For reconciliation efforts",
    "peace-talks-support": "For talks with the Taliban",
    "reconciliation-possible": "Reconciliation is possible",
}


def acts_and_measures(
    acts: pd.DataFrame, deaths: pd.Series, troops: pd.DataFrame, used: pd.Series, since_takeover: int
) -> Exhibit:
    """Three panels by year: Moscow's acts toward the Taliban, deaths in the war, US troops.

    Parameters
    ----------
    acts : pandas.DataFrame
        As `indicators.outreach.acts_by_year` returns it.
    deaths : pandas.Series
        Deaths in the war by year, best estimate.
    troops : pandas.DataFrame
        As `indicators.reach.us_troops` returns it.
    used : pandas.Series
        Acts by year in the years that the correlations use.
    since_takeover : int
        Acts of the last year that came after the Taliban took Kabul.
    """
    years = acts.index
    figure, (top, middle, bottom) = canvas(5.6, rows=3, sharex=True, height_ratios=(1.3, 1, 1))
    floor = pd.Series(0, index=years)
    for outcome, (name, colour) in OUTCOMES.items():
        top.bar(years, acts[outcome], bottom=floor, width=0.7, color=colours.of(colour), label=name)
        floor += acts[outcome]
    top.set_title("Dated acts of Moscow toward the Taliban (count)", size=10.75)
    top.legend(loc="upper left", fontsize=9.5)
    top.yaxis.set_major_locator(MaxNLocator(integer=True))
    middle.bar(deaths.index, deaths / 1000, width=0.7, color=colours.of("taliban"))
    middle.set_title("Deaths in the war with the Taliban (thousand)", size=10.75)
    force = troops["troops"] / 1000
    filled = troops["filled_in"]
    bottom.bar(force.index[~filled], force[~filled], width=0.7, color=colours.of("USA"))
    bottom.bar(
        force.index[filled],
        force[filled],
        width=0.7,
        facecolor="none",
        edgecolor=colours.of("USA"),
        hatch="////",
    )
    bottom.set_title("US troops (thousand; hatched: round figures, not reported; 2021 not known)", size=10.75)
    bottom.set_xlim(years[0] - 0.6, years[-1] + 0.6)
    before = acts.loc[:2014, "both"].sum()
    since = acts.loc[2015:, "both"]
    title = (
        f"Moscow's dated acts begin once most US troops have left: {words.count(before)} to 2014, "
        f"{words.count(since.sum())} since"
    )
    heading(figure, title, f"By year, {words.years(years[0], years[-1])}")
    table = acts.join(deaths.rename("war_deaths")).join(troops)
    return Exhibit(
        figure=figure,
        title=title,
        caption="Acts are those of moderate or high certainty that the timeline dates to a quarter. What "
        "was said later "
        "about contacts of 2013 or 2014 is left out, because it dates a beginning and no act. A year without a bar "
        "is a year without a dated act, not without contact. "
        f"{words.spelled(since_takeover, first=True)} of the acts of {years[-1]} came after the Taliban took Kabul; "
        f"the correlations use {words.years(used.index[0], used.index[-1])} and {words.counted(used.sum(), 'act')}. "
        "Deaths are UCDP's best estimate for the conflict over the government. Troops of 2021 are not known.",
        alt="Three panels of bars by year. Acts: "
        + words.listing(f"{words.count(count)} in {year}" for year, count in acts["both"].items() if count)
        + f". Deaths: {words.count(deaths.iloc[0])} in {deaths.index[0]}, {words.count(deaths.loc[2014])} in 2014, "
        f"{words.count(deaths.iloc[-1])} in {deaths.index[-1]}. US troops: "
        f"{words.count(1000 * force.loc[2012])} in 2012, {words.count(1000 * force.loc[2015])} in 2015.",
        data=table.reset_index(),
        tables=("evidence/timeline", "conflict/battle_deaths", "conflict/us_troops_yearly"),
    )


def gradient(levels: pd.DataFrame, changes: pd.DataFrame) -> Exhibit:
    """Rank correlations of yearly acts with each measure, one dot a specification, in levels and in changes.

    Parameters
    ----------
    levels, changes : pandas.DataFrame
        As `inference.gradient.gradient_grid` returns them.
    """
    figure, panels = canvas(4.3, columns=2, sharey=True)
    for axes, grid, name in zip(
        panels, (levels, changes), ("Levels", "Changes from year to year"), strict=True
    ):
        for row, (measure, (_, colour, sign)) in enumerate(MEASURES.items()):
            found = grid[grid["measure"].eq(measure)].dropna(subset="tau").sort_values("tau", kind="stable")
            if found.empty:
                axes.annotate(
                    "the same\nevery year",
                    (0, row),
                    xytext=(6, 0),
                    textcoords="offset points",
                    size=9.5,
                    color=MUTED,
                )
                continue
            spread = np.linspace(-0.3, 0.3, len(found))
            axes.plot(found["tau"], row + spread, "o", color=colour, alpha=0.75, markersize=4.5)
            axes.plot(found["tau"].median(), row, "|", color=INK, markersize=26, markeredgewidth=2)
            if sign:
                axes.axhspan(
                    row - 0.42, row + 0.42, *((0.5, 1) if sign > 0 else (0, 0.5)), color=GRID, zorder=0
                )
        axes.axvline(0, color=INK, linewidth=1)
        axes.set_xlim(-1, 1)
        axes.set_title(name, size=10.75)
        axes.grid(axis="y", visible=False)
        axes.grid(axis="x", visible=True)
    panels[0].set_yticks(range(len(MEASURES)), [name for name, _, _ in MEASURES.values()])
    panels[0].set_ylim(len(MEASURES) - 0.45, -0.55)
    medians = levels.groupby("measure")["tau"].median()
    moved = changes.groupby("measure")["tau"].median()
    title = (
        f"Acts rise with the war (median tau {words.decimal(medians['deaths'], 2)}), and about as much with the "
        f"calendar ({words.decimal(medians['calendar'], 2)})"
    )
    count = len(levels) // levels["measure"].nunique()
    heading(
        figure,
        title,
        f"Rank correlation (Kendall's tau) of Moscow's acts a year with each measure; {words.count(count)} "
        "specifications each. Shaded: the side that reason 3 predicts",
    )
    years = f"{words.count(levels['n'].min())} to {words.count(levels['n'].max())}"
    small = levels["p"].lt(0.05).sum()
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Each dot is one choice of which acts count, of lag and of first year; each rests on "
        f"{years} years. The "
        "bar is the median. The calendar is a placebo: it shows what any series that rises over time would show. "
        "Changes take that trend out. Specifications share their data, so that many dots on one side are not many "
        f"tests: {words.count(small)} of {words.count(len(levels))} in levels have a p-value under "
        f"{words.percent(0.05)}.",
        alt="Dots of rank correlations. Medians in levels: deaths in the war "
        f"{words.decimal(medians['deaths'], 2)}, US troops {words.decimal(medians['troops'], 2)}, the calendar "
        f"{words.decimal(medians['calendar'], 2)}. In changes: deaths {words.decimal(moved['deaths'], 2)}, US troops "
        f"{words.decimal(moved['troops'], 2)}.",
        data=pd.concat([levels.assign(form="levels"), changes.assign(form="changes")], ignore_index=True),
        tables=("evidence/timeline", "conflict/battle_deaths", "conflict/us_troops_yearly"),
    )


def kabul_and_taliban(
    delivered: pd.Series, aid: pd.Series, kabul: pd.DataFrame, acts: pd.DataFrame, spoken
) -> Exhibit:
    """Three panels by year: Russian arms and aid to Kabul, and dealings with Kabul and the Taliban.

    Parameters
    ----------
    delivered : pandas.Series
        Russian major arms to the governments in Kabul by year, million TIV.
    aid : pandas.Series
        As `indicators.outreach.aid_by_year` returns it.
    kabul : pandas.DataFrame
        As `indicators.outreach.with_kabul` returns it.
    acts : pandas.DataFrame
        Acts toward the Taliban: event_id, earliest, outcome.
    spoken : date-like
        Day on which Moscow acknowledged its channel.
    """
    first, last = int(delivered.index[0]), int(delivered.index[-1])
    figure, (arms, money, deeds) = canvas(6.2, rows=3, sharex=True, height_ratios=(1.1, 0.9, 1.15))
    arms.bar(delivered.index, delivered, width=0.7, color=colours.of("RUS"))
    arms.set_title("Major arms delivered to Kabul (million TIV)", size=10.75)
    money.bar(aid.index, aid, width=0.7, color=colours.of("RUS"), alpha=0.7)
    for year in range(first, last + 1):
        if year not in aid.index or pd.isna(aid[year]):
            money.annotate(
                "?", (year, 0), xytext=(0, 2), textcoords="offset points", ha="center", color=MUTED
            )
    money.set_title("Net aid to Kabul (million dollars; ? means not reported)", size=10.75)
    looks = {"arms": ("s", "rifles given"), "meeting": ("o", "meeting"), "refusal": ("x", "Kabul refuses")}
    for kind, (mark, _) in looks.items():
        rows = kabul[kabul["kind"].eq(kind)]
        deeds.plot(_decimal(rows["earliest"]), [1] * len(rows), mark, color=colours.of("AFG"), markersize=8)
    joint = kabul[kabul["kind"].eq("joint act")]
    deeds.plot(_decimal(joint["earliest"]), [1.25] * len(joint), "^", color=colours.of("AFG"), markersize=8)
    drawn = acts[acts["earliest"].dt.year.between(first, last)]
    for outcome, (_, colour) in OUTCOMES.items():
        rows = drawn[drawn["outcome"].eq(outcome)]
        deeds.plot(
            _decimal(rows["earliest"]),
            [0] * len(rows),
            "o",
            color=colours.of(colour),
            markersize=8,
            alpha=0.8,
        )
    deeds.set_yticks([0, 1], ["With the\nTaliban", "With Kabul"])
    deeds.set_ylim(-0.6, 1.55)
    deeds.grid(axis="y", visible=False)
    deeds.set_title("Dated dealings that the timeline holds", size=10.75)
    handles = [
        Line2D([], [], marker=mark, linestyle="", color=colours.of("AFG"), label=name)
        for mark, name in looks.values()
    ]
    handles.append(Line2D([], [], marker="^", linestyle="", color=colours.of("AFG"), label="joint raid"))
    deeds.legend(handles=handles, loc="lower left", fontsize=9.5, ncols=2, columnspacing=1, handletextpad=0.2)
    when = _decimal(pd.Series([pd.Timestamp(spoken)])).iloc[0]
    for axes in (arms, money, deeds):
        axes.axvline(when, color=INK, linewidth=1.1, linestyle=(0, (2, 2)))
        axes.set_xlim(first - 0.6, last + 1.1)
    arms.annotate(
        "Moscow acknowledges\nthe channel",
        (when, delivered.max()),
        xytext=(5, 0),
        textcoords="offset points",
        size=9.5,
        va="top",
    )
    total_last = int(delivered[delivered > 0].index[-1])
    after = kabul[(kabul["earliest"] > pd.Timestamp(spoken)) & kabul["kind"].isin(["arms", "meeting"])]
    title = (
        f"Major Russian arms to Kabul end in {total_last}; rifles and {words.count(after['kind'].eq('meeting').sum())} "
        "meetings with Kabul come after the channel is acknowledged"
    )
    heading(figure, title, f"Russia's dealings with Kabul and with the Taliban, {words.years(first, last)}")
    table = (
        pd.DataFrame({"arms_tiv_million": delivered, "aid_usd_million": aid})
        .rename_axis("year")
        .reset_index()
    )
    both = kabul.loc[kabul["event_id"].isin(drawn["event_id"]), "earliest"]
    kinds = drawn["outcome"].map({outcome: name.lower() for outcome, (name, _) in OUTCOMES.items()})
    marks = pd.concat(
        [kabul.assign(dealt_with="Kabul"), drawn.assign(dealt_with="Taliban", kind=kinds)], ignore_index=True
    )
    marks = marks.assign(year=marks["earliest"].dt.year, date=marks["earliest"])
    return Exhibit(
        figure=figure,
        title=title,
        caption="TIV is SIPRI's measure of the volume of major arms, not money; rifles are not in it and "
        "stand below as "
        "squares. A year without a bar in the first panel is a year without recorded deliveries. The timeline follows "
        "the Taliban and leaves out the routine of two recognised governments, so that the two rows below must not be "
        "compared by number. Strong red: legitimation; faint red: contact; accounts dated to a year or more are left "
        "out. "
        + "".join(
            f"The conference of {words.month(day)} stands in both rows; the Taliban were not there. "
            for day in both
        )
        + "A year's label stands under its middle.",
        alt=f"Three panels by year. Major arms to Kabul: {words.count(delivered.max())} million TIV in "
        f"{delivered.idxmax()}, none after {total_last}. Aid: {words.decimal(aid.max())} million dollars in "
        f"{aid.idxmax()}, "
        f"{words.decimal(aid.dropna().iloc[-1])} in {aid.dropna().index[-1]}. After the channel was acknowledged in "
        f"{pd.Timestamp(spoken).year} Kabul got arms {words.counted(after['kind'].eq('arms').sum(), 'time')} and met "
        f"Moscow {words.counted(after['kind'].eq('meeting').sum(), 'time')}.",
        data=pd.concat([table, marks[["year", "event_id", "date", "dealt_with", "kind"]]], ignore_index=True),
        tables=("arms/transfers", "economy/russian_aid", "evidence/timeline", "evidence/event_codings"),
    )


def _decimal(days: pd.Series) -> pd.Series:
    return days.dt.year + (days.dt.dayofyear - 1) / 365.25 - 0.5


def who_paid(payers: pd.DataFrame) -> Exhibit:
    """Bars of Russian arms for Kabul by who paid for them.

    Parameters
    ----------
    payers : pandas.DataFrame
        As `indicators.outreach.arms_by_payer` returns it.
    """
    rows = payers.iloc[::-1]
    figure, axes = canvas(3.0)
    names = [_payer(payer) for payer in rows["payer"]]
    shades = [colours.of("RUS") if payer == "gift" else colours.of(payer) for payer in rows["payer"]]
    axes.barh(names, rows["tiv_million"], color=shades, height=0.65)
    for name, row in zip(names, rows.itertuples(), strict=True):
        axes.annotate(
            f"{words.count(row.tiv_million)}; {words.count(row.delivered)} items, {words.years(row.first, row.last)}",
            (row.tiv_million, name),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            size=9.5,
        )
    axes.set_xlim(0, rows["tiv_million"].max() * 1.55)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    value = payers.set_index("payer")["tiv_million"]
    share = value["USA"] / value.sum()
    title = (
        f"The United States paid for {words.percent(share)} of the major arms that Russia delivered to Kabul"
    )
    heading(
        figure, title, "Russian deliveries since 2002 by payer (million TIV; items and years beside each bar)"
    )
    gift = payers.set_index("payer").loc["gift"]
    listed = [f"{_payer(row.payer)} {words.count(row.tiv_million)}" for row in payers.itertuples()]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Who paid is coded from the remarks of SIPRI's register; a deal “bought via US company” counts as "
        "American. TIV measures volume, not money. "
        "What Russia gave "
        f"away itself ended in {int(gift['last'])}, long before any dated contact with the Taliban. That nothing came "
        f"after {int(payers['last'].max())} is therefore the end of orders that others paid for and not of Russian "
        "gifts. Rifles are not counted.",
        alt=f"Bars by payer, in {TIV}: {words.listing(listed)}. The United States paid for "
        f"{words.percent(share)}; Russian gifts were delivered in "
        f"{words.years(int(gift['first']), int(gift['last']))}.",
        data=payers,
        tables=("arms/register",),
    )


def _payer(payer: str) -> str:
    named = {"gift": "Russia, as a gift", "bought or not said": "Kabul, or not said"}
    return named.get(payer) or entities.name(payer)


def two_lists(counts: pd.DataFrame, banned, suspended, recognised) -> Exhibit:
    """The UN Taliban list by snapshot, and Russia's own ban as a bar in time.

    Parameters
    ----------
    counts : pandas.DataFrame
        `diplomacy/sanctions_counts`.
    banned, suspended, recognised : date-like
        Russian ban, its suspension, and recognition.
    """
    rows = counts[counts["list"].eq("taliban")].sort_values("snapshot", kind="stable")
    banned, suspended, recognised = map(pd.Timestamp, (banned, suspended, recognised))
    figure, (law, listed) = canvas(4.0, rows=2, sharex=True, height_ratios=(1, 2.2))
    law.barh(0, suspended - banned, left=banned, height=0.5, color=colours.of("RUS"))
    law.annotate(
        "banned by the Supreme Court",
        (banned, 0),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color="white",
        size=10,
    )
    law.plot(recognised, 0, "D", color=INK, markersize=7, clip_on=False)
    law.annotate("recognised", (recognised, 0.36), ha="right", size=9.5)
    law.set_yticks([0], ["Russian law"])
    law.set_ylim(-0.5, 0.75)
    law.grid(axis="y", visible=False)
    for column, name, colour in (
        ("individuals", "people", colours.of("UN")),
        ("entities", "organisations", MUTED),
    ):
        listed.plot(rows["snapshot"], rows[column], "o", color=colour, markersize=6)
        final = rows.iloc[-1]
        listed.annotate(
            f"{words.count(final[column])} {name}",
            (rows["snapshot"].iloc[0], final[column]),
            xytext=(-8, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            color=colour,
            weight="bold",
        )
    listed.set_ylim(0, rows["individuals"].max() * 1.25)
    listed.set_title("Entries on the UN's Taliban list, on the days for which a copy is at hand", size=10.75)
    listed.xaxis.set_major_locator(YearLocator(4))
    listed.xaxis.set_major_formatter(DateFormatter("%Y"))
    listed.set_xlim(banned - pd.Timedelta(days=150), recognised + pd.Timedelta(days=300))
    years = (suspended - banned).days / 365.25
    title = (
        f"Russia suspended a ban of its own after {words.count(years)} years; the UN list is as long in the last copy "
        "as in the first"
    )
    heading(figure, title, "The Taliban in Russian law and on the list of UN resolution 1988")
    first, last = rows["snapshot"].iloc[0], rows["snapshot"].iloc[-1]
    in_law = pd.DataFrame(
        {
            "russian_law": ["banned", "ban suspended", "recognised"],
            "date": [banned, suspended, recognised],
        }
    )
    return Exhibit(
        figure=figure,
        title=title,
        caption="The UN never listed the Taliban as a movement: its list names people and a few "
        "organisations, dead men "
        f"included. Each dot is a copy of the list, {words.count(len(rows))} in all, between {words.date(first)} and "
        f"{words.date(last)}; between them the list can have changed and changed back. Russia's ban was "
        "domestic law. The "
        "day of the ban is known from general knowledge, the year from reports.",
        alt=f"Russia's ban runs from {banned.year} to {words.date(suspended)}; recognition follows on "
        f"{words.date(recognised)}. The UN list has {words.count(rows['individuals'].iloc[0])} people and "
        f"{words.count(rows['entities'].iloc[0])} organisations in {first.year} and "
        f"{words.count(rows['individuals'].iloc[-1])} and {words.count(rows['entities'].iloc[-1])} in {last.year}.",
        data=pd.concat(
            # Whole numbers stay whole beside rows that have none.
            [rows.astype({"individuals": "Int64", "entities": "Int64"}), in_law],
            ignore_index=True,
        ),
        tables=("diplomacy/sanctions_counts", "evidence/timeline"),
    )


def forecasts(made: pd.DataFrame, tally: pd.DataFrame, takeover) -> Exhibit:
    """Lines from the day of each forecast to the day that settled it, by what became of it.

    Parameters
    ----------
    made : pandas.DataFrame
        As `indicators.forecasts.with_days` returns it.
    tally : pandas.DataFrame
        As `indicators.forecasts.tally` returns it.
    takeover : date-like
        Day on which the Taliban took Kabul.
    """
    takeover = pd.Timestamp(takeover)
    figure, axes = canvas(7.4)
    end = made["settled"].max() + pd.Timedelta(days=200)
    for place, row in enumerate(made.itertuples()):
        colour = SCORES[row.came_true][1]
        if pd.notna(row.settled) and row.settled >= row.made:
            axes.plot([row.made, row.settled], [place, place], color=colour, linewidth=2.2)
            axes.plot(row.settled, place, "|", color=colour, markersize=12, markeredgewidth=2)
        mark = "D" if row.kind == "hindsight" else "s" if row.kind == "announcement" else "o"
        axes.plot(row.made, place, mark, color=colour, markersize=7)
        axes.annotate(
            _brief(row),
            (0, place),
            xycoords=("axes fraction", "data"),
            xytext=(0, 8),
            textcoords="offset points",
            size=9.5,
            path_effects=HALO,
            # The line of the takeover stops at the words.
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
            zorder=5,
        )
    axes.axvline(takeover, color=INK, linewidth=1.1, linestyle=(0, (2, 2)), zorder=0)
    axes.annotate(
        "Taliban take Kabul",
        (takeover, -1.05),
        xytext=(4, 0),
        textcoords="offset points",
        size=9.5,
        va="center",
    )
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(made) - 0.4, -1.4)
    axes.set_xlim(made["made"].min() - pd.Timedelta(days=120), end)
    axes.xaxis.set_major_locator(YearLocator(2))
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
    axes.grid(axis="y", visible=False)
    handles = [Line2D([], [], color=colour, linewidth=2.2, label=name) for name, colour in SCORES.values()]
    marks = (("o", "forecast"), ("s", "announcement"), ("D", "hindsight"))
    handles += [Line2D([], [], marker=mark, linestyle="", color=MUTED, label=name) for mark, name in marks]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=9.5)
    announced = tally.loc[("RUS", "announcement")]
    russian = made[made["side"].eq("RUS") & made["kind"].eq("forecast") & (made["made"] < takeover)]
    expected = russian["expects"].value_counts()
    ruling = expected.get("rule", 0)
    # No forecast, one forecast, two forecasts.
    ruled = words.agreeing(max(ruling, 1), "forecast", "forecasts")
    title = (
        f"{words.spelled(ruling, first=True)} Russian {ruled} had the Taliban rule; "
        f"{words.of_them(expected.get('share', 0))} gave them a share, "
        f"{words.of_them(expected.get('not', 0))} said that Kabul would not fall"
    )
    heading(figure, title, "Dated forecasts (mark) and the day that settled them (bar), 2016-2025")
    return Exhibit(
        figure=figure,
        title=title,
        caption="A square is an announcement of one's own step, which the speaker can make come true: Russia kept "
        f"{words.count(announced['yes'])} of {words.count(announced.sum())}. A diamond is hindsight and is "
        "never scored. "
        "No forecast states a probability and nearly none a horizon. What American and Afghan officials "
        "forecast is not "
        "in the table, so that sides must not be ranked.",
        alt=f"Lines in time of {words.count(len(made))} forecasts. "
        + " ".join(
            f"{row.made.year}, {row.speaker}: {row.forecast}: {row.came_true}." for row in made.itertuples()
        ),
        data=made.drop(columns=["precision"]),
        tables=("evidence/forecasts",),
    )


def _brief(row) -> str:
    return f"{'UN report' if row.side == 'UN' else row.speaker}: {row.forecast}"


def panel(steps: pd.DataFrame, known: pd.Series) -> Exhibit:
    """One panel a step: each state's date as a bar or mark, unknown cells named.

    Parameters
    ----------
    steps : pandas.DataFrame
        `evidence/regional_steps` with earliest and latest where known (`indicators.regional.known_steps`), the
        unknown rows without.
    known : pandas.Series
        States with a known answer, by step.
    """
    states = list(dict.fromkeys(steps["state"]))
    figure, axes = canvas(7.0)
    gap = 0.9
    y = 0.0
    ticks, labels = [], []
    for step, name in STEPS.items():
        rows = steps[steps["step"].eq(step)]
        dated_ = rows[rows["status"].eq("taken")].sort_values(["latest", "state"], kind="stable")
        axes.annotate(
            name,
            (0, y),
            xycoords=("axes fraction", "data"),
            weight="bold",
            size=10.75,
            va="center",
            xytext=(4, 0),
            textcoords="offset points",
        )
        y += 1
        for row in dated_.itertuples():
            _interval(axes, y, row)
            ticks.append(y)
            labels.append(entities.name(row.state))
            y += 1
        rest = rows[rows["status"].eq("none_by")]
        unknown = rows[rows["status"].eq("unknown")]
        note = []
        if not rest.empty:
            note.append(f"not by {words.date(rest['latest'].iloc[0])}: all {words.count(len(rest))} others")
        if not unknown.empty:
            note.append(f"unknown: {words.listing(entities.name(code) for code in unknown['state'])}")
        lines = textwrap.wrap("; ".join(note), 88) or [""]
        axes.annotate(
            "\n".join(lines),
            (0, y - 0.35),
            xycoords=("axes fraction", "data"),
            size=9.25,
            color=MUTED,
            path_effects=HALO,
            va="top",
            xytext=(4, 0),
            textcoords="offset points",
        )
        y += 0.75 * len(lines) + gap
    axes.set_yticks(ticks, labels)
    axes.set_ylim(y - gap + 0.2, -0.7)
    axes.set_xlim(pd.Timestamp("2009-09-01"), pd.Timestamp("2026-03-01"))
    axes.xaxis.set_major_locator(YearLocator(2))
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    taken = steps[steps["status"].eq("taken")]
    contact = taken[taken["step"].eq("first_contact")].set_index("state")
    before = int((contact["latest"] < contact.loc["RUS", "earliest"]).sum())
    title = (
        f"Russia was first to recognise, not first to talk: {words.count(before)} states had spoken with the Taliban "
        "before Moscow said that it did"
    )
    heading(
        figure,
        title,
        f"First steps of {words.count(len(states))} states toward the Taliban; a bar is the span in which "
        "the date falls",
    )
    listed = [
        f"{entities.name(row.state)} {words.years(row.earliest.year, row.latest.year)}"
        for row in contact.reset_index().itertuples()
    ]
    answers = [f"{STEPS[step].lower()} {words.count(count)}" for step, count in known.items()]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Only what this book's timeline, claim ledger and references carry. They follow Russia: for "
        "most states and "
        "steps they say nothing, and nothing is not none. "
        f"Known answers of {words.count(len(states))} by step: {words.listing(answers)}. "
        "Contact is the first that was public; Moscow's officials later put theirs in 2013 or 2014. For Qatar and "
        "Pakistan the bar ends with the first public event and begins with reported channels; for the states after "
        "Russia it is the first contact that was found. "
        "Pakistan's ties are "
        "older than the span drawn. Solid marks are of high certainty, faint ones of moderate.",
        alt=f"First public contact: {words.listing(listed)}. Office or meeting hosted: {_years(taken, 'hosting')}. "
        f"Diplomat accredited: {_years(taken, 'embassy')}. Ban ended: {_years(taken, 'delisting')}. Recognition: "
        f"{_years(taken, 'recognition')}, when none of the other {words.count(len(states) - 1)} had.",
        data=steps.drop(columns=["reported", "public_on"], errors="ignore"),
        tables=("evidence/regional_steps",),
    )


def _years(taken: pd.DataFrame, step: str) -> str:
    rows = taken[taken["step"].eq(step)].sort_values("latest", kind="stable")
    return words.listing(f"{entities.name(row.state)} {row.latest.year}" for row in rows.itertuples())


def _interval(axes: Axes, y: float, row) -> None:
    colour = colours.of("RUS") if row.state == "RUS" else colours.of("AFG")
    face = (colour, FILL[row.certainty])
    if (row.latest - row.earliest).days < 20:
        axes.plot(row.earliest, y, "o", markersize=8, markerfacecolor=face, markeredgecolor=colour)
    else:
        axes.barh(y, row.latest - row.earliest, left=row.earliest, height=0.5, color=face, edgecolor=colour)


def places(found: pd.DataFrame, low: float, high: float) -> Exhibit:
    """Russia's place among other states in each step, as a range, with the middle half of the order shaded.

    Parameters
    ----------
    found : pandas.DataFrame
        step, others, earlier, later, unsettled, low, high; one row a comparison, words for the step.
    low, high : float
        Limits of the middle half.
    """
    rows = found.iloc[::-1].reset_index(drop=True)
    figure, axes = canvas(3.6)
    axes.axvspan(low, high, color=GRID, zorder=0)
    axes.annotate(
        "middle of the order", ((low + high) / 2, len(rows) - 0.45), ha="center", size=9.5, color=MUTED
    )
    for y, row in rows.iterrows():
        if row["others"] == 0:
            axes.annotate(
                "no other state is known", (0.5, y), ha="center", va="center", size=9.5, color=MUTED
            )
            continue
        axes.plot(
            [row["low"], row["high"]],
            [y, y],
            color=colours.of("RUS"),
            linewidth=6,
            alpha=0.5,
            solid_capstyle="butt",
        )
        axes.plot(
            [row["low"], row["high"]],
            [y, y],
            "|",
            color=colours.of("RUS"),
            markersize=13,
            markeredgewidth=2.5,
        )
        axes.annotate(
            f"{words.count(row['others'])} others",
            (1.03, y),
            va="center",
            size=9.5,
            color=MUTED,
            annotation_clip=False,
        )
    axes.set_yticks(range(len(rows)), rows["step"])
    axes.set_ylim(-0.6, len(rows) + 0.1)
    axes.set_xlim(-0.03, 1.02)
    axes.set_xticks([0, 0.5, 1], ["first", "middle", "last"])
    axes.grid(axis="y", visible=False)
    known = found[found["others"] > 0]
    contact = known.iloc[0]
    inside = low <= contact["low"] and contact["high"] <= high
    title = f"Russia came {'in the middle' if inside else 'off the middle'} in public contact, and first in recognition"
    heading(
        figure,
        title,
        "Russia's place among the states whose date is known; a bar is the range that the dates allow",
    )
    listed = [
        f"{row.step}: {words.decimal(row.low, 2)} to {words.decimal(row.high, 2)} among "
        f"{words.count(row.others)} others"
        for row in known.itertuples()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The place is the share of other states that came before Russia; where dates overlap it is "
        "a range. The rule of "
        "the base rate asks whether the whole bar for first public contact lies within the shaded middle: it "
        f"{'does' if inside else 'does not'}. The row on support takes the first year "
        "in which UCDP "
        "names a state as a supporter of the Taliban since 2002, alleged support included, and counts "
        "states never named "
        "as later.",
        alt=f"Russia's place from first to last, on a scale from nought to one. {'; '.join(listed)}. The "
        "middle of the order runs from "
        f"{words.decimal(low, 2)} to {words.decimal(high, 2)}; the range for first public contact begins at "
        f"{words.decimal(contact['low'], 2)}.",
        data=found,
        tables=("evidence/regional_steps", "conflict/support"),
    )


def meetings(held: pd.DataFrame, agreements: pd.DataFrame, office) -> Exhibit:
    """Meetings with Taliban delegates by place, and written agreements that name them, in time.

    Parameters
    ----------
    held : pandas.DataFrame
        As `indicators.outreach.meetings` returns it.
    agreements : pandas.DataFrame
        As `indicators.outreach.agreements_with_taliban` returns it.
    office : date-like
        Day on which the Taliban's office in Doha opened.
    """
    order = ["Moscow", "Doha", "Murree"]
    figure, axes = canvas(3.3)
    for y, place in enumerate(order):
        rows = held[held["place"].eq(place)]
        colour = colours.of("RUS") if place == "Moscow" else colours.of("AFG")
        axes.plot(rows["earliest"], [y] * len(rows), "o", color=colour, markersize=9, alpha=0.8)
    y = len(order)
    axes.plot(agreements["date"], [y] * len(agreements), "D", color=INK, markersize=8)
    axes.set_yticks(
        range(y + 1), [f"Met in {place}" for place in order] + ["Written agreements\nthat name them"]
    )
    axes.set_ylim(y + 0.5, -0.5)
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
    axes.set_xlim(
        held["earliest"].min() - pd.Timedelta(days=120), held["earliest"].max() + pd.Timedelta(days=120)
    )
    axes.grid(axis="x", visible=True)
    counts = held["place"].value_counts()
    named = int(agreements["names_russia"].sum())
    title = (
        f"Moscow hosted {words.count(counts['Moscow'])} meetings with Taliban delegates; none of the "
        f"{words.count(len(agreements))} written agreements names Russia"
        if named == 0
        else f"Moscow hosted {words.count(counts['Moscow'])} meetings; {words.count(named)} agreements name Russia"
    )
    heading(
        figure,
        title,
        "Dated meetings to August 2021 that the timeline holds, and agreements since 2017 in PA-X",
    )
    listed = [f"{place} {words.count(counts.get(place, 0))}" for place in order]
    return Exhibit(
        figure=figure,
        title=title,
        caption="The timeline follows Russia: the many rounds between Americans and Taliban in Doha stand "
        "in it only where they "
        "bear on Moscow. Moscow's share of all meetings can therefore not be computed from it (T3.5). "
        f"The office in Doha, open since {pd.Timestamp(office).year}, is not drawn. "
        "Agreements are those "
        "that PA-X files under Afghanistan and that name the Taliban among parties, witnesses or participants; one is "
        "local, one an intra-Afghan declaration, one the agreement of Doha.",
        alt=f"Meetings with Taliban delegates: {words.listing(listed)}. Written agreements that name the Taliban: "
        f"{words.listing(words.date(day) for day in agreements['date'])}; {words.count(named)} of them name Russia.",
        data=pd.concat(
            [
                held.assign(kind="meeting", date=held["earliest"])[["kind", "date", "place", "event_id"]],
                agreements.assign(kind="agreement", place="", event_id="")[
                    ["kind", "date", "place", "event_id"]
                ],
            ],
            ignore_index=True,
        ),
        tables=("evidence/timeline", "evidence/event_codings", "diplomacy/peace_agreements"),
    )


def opinion(results: pd.DataFrame) -> Exhibit:
    """Poll results as separate points, one row a question.

    Parameters
    ----------
    results : pandas.DataFrame
        As `indicators.polls.results` returns it.
    """
    figure, axes = canvas(4.2)
    questions = list(QUESTIONS)
    for question, rows in results.groupby("question", sort=False):
        y = questions.index(question)
        points = ((rows["low"] + rows["high"]) / 2).set_axis(rows["year"]).sort_values(kind="stable")
        axes.plot(points, [y] * len(points), "o", color=colours.of("AFG"), markersize=8)
        crowded = len(points) == 2 and points.max() - points.min() < 8
        sides = ("right", "left") if crowded else ("center",) * len(points)
        for side, (year, value) in zip(sides, points.items(), strict=True):
            look = {"xytext": (0, 7), "textcoords": "offset points", "ha": side, "size": 8.5}
            axes.annotate(str(year), (value, y), **look)
    axes.set_yticks(range(len(questions)), QUESTIONS.values())
    axes.set_ylim(len(questions) - 0.5, -0.7)
    axes.set_xlim(0, 100)
    axes.grid(axis="x", visible=True)
    values = results.set_index(["question", "year"])[["low", "high"]].mean(axis=1)
    liked, disliked = values["taliban-sympathy", 2019], values["taliban-no-sympathy", 2019]
    title = (
        f"In 2019, {words.percent(liked / 100)} of Afghans asked had sympathy with the Taliban, and "
        f"{words.percent(values['peace-talks-support', 2019] / 100)} were for talks with them"
    )
    heading(figure, title, "Answers in surveys of the Asia Foundation (per cent), each with its year")
    asked = results.groupby("question")["year"]
    # Sympathy or none with the Taliban is one question; the last that was asked before it was on other groups.
    gap = (
        asked.max()["armed-opposition-sympathy"] + 1,
        asked.min()[["taliban-sympathy", "taliban-no-sympathy"]].min() - 1,
    )
    listed = [
        f"{QUESTIONS[question]}, {year}: {words.decimal(value, 1)}"
        for (question, year), value in values.items()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Single results as press reports gave them. They are points and no line: until 2011 people "
        "were asked about "
        "armed opposition groups and their aims, later about the Taliban by name. "
        f"For {gap[0]} to {gap[1]} no value on sympathy with either was found. "
        "Where two reports of one result differ, the middle is drawn. Interviewers could not reach every "
        "district, least of all those that the Taliban held.",
        alt=f"Dots by question. {'; '.join(listed)} per cent. No sympathy in 2019: {words.decimal(disliked, 1)}.",
        data=results,
        tables=("diplomacy/polls",),
    )


def among_others(states: pd.DataFrame, shown: int = 12) -> Exhibit:
    """Bars of cooperative events with the Taliban by state within one cut of the news data, Russia apart.

    Parameters
    ----------
    states : pandas.DataFrame
        As `indicators.dealings.states_within` returns it.
    shown : int
        States drawn, from the top.
    """
    rows = states.head(shown).iloc[::-1].reset_index(drop=True)
    figure, axes = canvas(1.7 + 0.29 * len(rows))
    face = [colours.of("RUS") if actor == "RUS" else colours.of("other") for actor in rows["actor"]]
    axes.barh(rows.index, rows["cooperation"], 0.72, color=face)
    for y, row in rows.iterrows():
        axes.annotate(
            words.count(row["cooperation"]),
            (row["cooperation"], y),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            size=9.5,
        )
    axes.set_yticks(rows.index, [entities.name(actor) for actor in rows["actor"]])
    for label, actor in zip(axes.get_yticklabels(), rows["actor"], strict=True):
        label.set_weight("bold" if actor == "RUS" else "normal")
    axes.grid(axis="y", visible=False)
    axes.set_xticks([])
    axes.margins(x=0.1, y=0.02)
    axes.spines["bottom"].set_visible(False)
    russia = states.set_index("actor").loc["RUS"]
    ahead = states[states["cooperation"].gt(russia["cooperation"])]["actor"]
    begun, ended = (pd.Timestamp(f"{month}-01") for month in (russia["first_month"], russia["last_month"]))
    window = f"{words.month(begun)} to {words.month(ended)}"
    before = f"only {words.listing(map(entities.in_sentence, ahead))}" if len(ahead) else "no state"
    title = f"In the news of {window}, {before} had more cooperative events with the Taliban than Russia"
    if len(ahead) > 2:
        title = f"In the news of {window}, Russia was number {russia['place']} by cooperative events with the Taliban"
    heading(
        figure,
        title,
        "Statements, appeals, meetings and aid between a state and the Taliban, either way, coded by machine (ICEWS)",
    )
    listed = [
        f"{entities.name(row.actor)} {words.count(row.cooperation)}"
        for row in states.head(shown).itertuples()
    ]
    return Exhibit(
        figure=figure,
        title=title,
        caption="Events are counted once an actor, action, actor and day, from news in English; statements about the "
        "Taliban count as events toward them, so that most bars are words. States are compared within this window "
        "alone: other cuts of the data keep other actors. Afghanistan itself is left out, and after the takeover many "
        "acts of the Taliban are coded to it. The data name "
        f"{words.spelled(len(states))} states apart from others. Nothing about arms or money follows from it.",
        alt=f"Bars of cooperative events with the Taliban, {window}: {words.listing(listed)}. Russia had "
        f"{words.count(russia['conflict'])} events of conflict besides.",
        data=states,
        tables=("diplomacy/taliban_dyad_months",),
    )
