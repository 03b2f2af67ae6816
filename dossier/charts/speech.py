"""Figures of what Moscow said: themes by period, attention by year, figures for the strength of IS."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.ticker import MaxNLocator, PercentFormatter

from dossier import words
from dossier.charts import colours
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import GRID, MUTED, canvas, heading

#: The two periods, as marks and legend show them.
PERIODS = {0: ("before the takeover", MUTED), 1: ("since", colours.of("RUS"))}
#: Themes as row labels call them.
THEMES = {
    "isil": "Islamic State",
    "terrorism": "Terrorism",
    "terror_attack": "An attack, condolences",
    "drugs": "Drugs",
    "central_asia": "Central Asia",
    "peace_talks": "Peace talks",
    "reconciliation": "Peace, talks, ceasefire",
    "moscow_format": "Moscow format",
    "taliban": "The Taliban",
    "us_nato_blame": "Blame of the US or NATO",
    "engage_de_facto": "Dealing with the Taliban",
    "economy_sanctions_assets": "Economy, sanctions, assets",
    "humanitarian": "Humanitarian aid",
}
#: The word list for posts finds mentions and cannot tell blame.
POST_THEMES = THEMES | {"us_nato_blame": "US, NATO or the West"}


def themes_by_period(statements: pd.DataFrame, posts: pd.DataFrame) -> Exhibit:
    """Two panels of paired dots: themes of UN statements and of Foreign Ministry posts, before and since.

    Parameters
    ----------
    statements, posts : pandas.DataFrame
        As `indicators.speech.themes_by_period` returns them, with periods 0 (before the takeover) and 1.
    """
    figure, panels = canvas(
        6.2, rows=2, sharex=True, height_ratios=(statements["theme"].nunique(), posts["theme"].nunique())
    )
    figure.get_layout_engine().set(rect=(0.005, 0, 0.945, 1))
    named = ("Statements at the United Nations", statements), ("Posts of the Foreign Ministry", posts)
    for axes, (name, rows), labels in zip(panels, named, (THEMES, POST_THEMES), strict=True):
        _pairs(axes, rows, name, labels)
    panels[1].xaxis.set_major_formatter(PercentFormatter(1))
    isil, blame = (_pair(statements, theme) for theme in ("isil", "us_nato_blame"))
    title = (
        f"At the UN, Russia opened with Islamic State in {_of(isil, 0)} statements before the Taliban won, in "
        f"{_of(isil, 1)} since"
    )
    heading(
        figure,
        title,
        "Share of statements whose opening has a theme; grey: before the takeover of 15 August 2021, red: since",
    )
    spans = [f"{words.month(rows['first'].min())} to {words.month(rows['last'].max())}" for _, rows in named]
    post = _pair(posts, "isil")
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Counts stand at the right of each row. UN statements: those found, {spans[0]}, read and coded by "
        f"one person from their openings. Posts: every English Telegram post that opens with Afghanistan, {spans[1]}, "
        "matched by words in its opening. A theme that comes later in a text is missed, "
        "and so is what was said elsewhere: absence is weak evidence.",
        alt=f"Paired dots. UN statements before the takeover and since: Islamic State {_of(isil, 0)} and "
        f"{_of(isil, 1)}, blame of the US or NATO {_of(blame, 0)} and {_of(blame, 1)}. Foreign Ministry posts: "
        f"Islamic State {_of(post, 0)} and {_of(post, 1)}.",
        data=pd.concat([rows.assign(source=name) for name, rows in named])[
            ["source", "period", "first", "last", "theme", "count", "n", "share"]
        ],
        tables=("diplomacy/un_statements", "diplomacy/mfa_telegram_posts"),
    )


def _pair(rows: pd.DataFrame, theme: str) -> pd.DataFrame:
    return rows[rows["theme"].eq(theme)].set_index("period")


def _of(pair: pd.DataFrame, period: int) -> str:
    return f"{words.count(pair.loc[period, 'count'])} of {words.count(pair.loc[period, 'n'])}"


def _pairs(axes, rows: pd.DataFrame, name: str, labels: dict[str, str]) -> None:
    shares = rows.pivot_table(index="theme", columns="period", values="share")
    order = (shares[1] - shares[0]).sort_values(kind="stable").index
    for place, theme in enumerate(order):
        pair = _pair(rows, theme)
        axes.plot(
            shares.loc[theme], [place, place], color=GRID, linewidth=3, zorder=1, solid_capstyle="round"
        )
        for period, (_, colour) in PERIODS.items():
            axes.plot(
                pair.loc[period, "share"], place, "o", color=colour, markersize=7, zorder=2 - period / 2
            )
            axes.annotate(
                _of(pair, period),
                (1.08 + 0.18 * period, place),
                xycoords=("axes fraction", "data"),
                ha="center",
                va="center",
                size=9.5,
                color=colour,
                annotation_clip=False,
            )
    axes.set_title(name)
    for period, (label, colour) in PERIODS.items():
        axes.annotate(
            label.split(" ")[0],
            (1.08 + 0.18 * period, 1.02),
            xycoords="axes fraction",
            ha="center",
            va="bottom",
            size=9.5,
            weight="bold",
            color=colour,
        )
    axes.set_yticks(range(len(order)), [labels[theme] for theme in order], size=9.5)
    axes.set_ylim(len(order) - 0.4, -0.6)
    axes.set_xlim(-0.03, 0.9)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)


#: Panels of the attention figure: column of the headlines, column of the speeches, name, colour.
SUBJECTS = {
    "afghan_or_taliban": ("afghanistan", "Afghanistan or the Taliban", "taliban"),
    "isil": ("isil", "Islamic State", "is"),
    "drugs": ("drugs", "Drugs", "drugs"),
}


def attention_by_year(headlines: pd.DataFrame, speeches: pd.DataFrame, both: int, since: int) -> Exhibit:
    """Three panels: headlines naming a subject, per thousand, over squares for Russia's yearly UN speech.

    Parameters
    ----------
    headlines : pandas.DataFrame
        As `indicators.speech.headlines_by_year` returns it.
    speeches : pandas.DataFrame
        As `indicators.speech.speeches` returns it for Russia.
    both : int
        Headlines that name Islamic State and Afghanistan or the Taliban.
    since : int
        Year from which headlines on Islamic State are counted for the title.
    """
    first, last = headlines.index[0], headlines.index[-1]
    speeches = speeches.loc[first:]
    figure, panels = canvas(5.9, rows=3, sharex=True)
    peaks = {}
    for axes, (subject, (spoken, name, colour)) in zip(panels, SUBJECTS.items(), strict=True):
        rate = headlines[f"{subject}_per_thousand"]
        peaks[subject] = (rate.idxmax(), rate.max())
        _bars_over_squares(axes, rate, speeches[spoken], name, colours.of(colour))
    panels[-1].set_xlim(first - 0.8, last + 0.8)
    on_is = int(headlines.loc[since:, "isil"].sum())
    title = (
        f"Of {words.count(on_is)} television headlines on Islamic State, {words.count(both)} also named "
        "Afghanistan or the Taliban"
    )
    heading(
        figure,
        title,
        "Headlines naming each, per thousand in a sample of Channel One's news (scales differ). A square "
        "is filled where Russia's yearly speech at the UN named it",
    )
    beside = int(speeches["isil_beside"].gt(0).sum())
    daily = headlines["headlines"].sum() / (365.25 * len(headlines))
    told = "; ".join(
        f"{SUBJECTS[subject][1]} {words.decimal(value)} in {year}" for subject, (year, value) in peaks.items()
    )
    silent = speeches.index[speeches["afghanistan"].eq(0) & speeches["isil"].gt(0)]
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"The sample holds about {words.count(daily)} headlines a day, {words.years(first, last)}; drugs and "
        f"Islamic State are counted wherever in the world. The title counts from {since}; earlier "
        "matches are of words such as caliphate, before the group had its name. Squares end with the speech of "
        f"{speeches.index[-1]}; a year without a square had none. A topic left out of one short speech a year "
        "may still matter to a government.",
        alt=f"Bars by year, {words.years(first, last)}. Peaks per {words.count(1000)} headlines: {told}. "
        f"Russia's speech in the General Debate named Islamic State but not Afghanistan in "
        f"{words.listing(map(str, silent))}, and put Islamic State beside Afghanistan in "
        f"{words.count(beside)} of {words.count(len(speeches))} years.",
        data=headlines.join(
            speeches[["afghanistan", "isil", "drugs"]].add_prefix("un_speech_")
        ).reset_index(),
        tables=("diplomacy/tv_headlines_months", "diplomacy/tv_headlines", "diplomacy/general_debate_terms"),
    )


def _bars_over_squares(axes, rate: pd.Series, spoken: pd.Series, name: str, colour: str) -> None:
    top = rate.max()
    axes.bar(rate.index, rate, width=0.8, color=colour)
    for year, mentions in spoken.items():
        face = colour if mentions else "white"
        axes.plot(year, -0.2 * top, "s", markersize=6, markerfacecolor=face, markeredgecolor=colour)
    axes.axhline(0, color=MUTED, linewidth=0.8)
    axes.annotate(
        words.decimal(top),
        (rate.idxmax(), top),
        xytext=(0, 2),
        textcoords="offset points",
        ha="center",
        size=9.5,
    )
    axes.set_title(name, color=colour)
    axes.set_ylim(-0.36 * top, 1.2 * top)
    ticks = [tick for tick in MaxNLocator(3, integer=True).tick_values(0, top) if 0 <= tick <= top]
    axes.set_yticks([-0.2 * top, *ticks], ["UN speech", *map(words.count, ticks)], size=9.5)
    axes.tick_params(axis="x", bottom=False)
    axes.grid(axis="y", visible=False)
    axes.hlines(ticks[1:], 0, 1, transform=axes.get_yaxis_transform(), color=GRID, linewidth=0.8, zorder=0)
    axes.spines["bottom"].set_visible(False)


#: Whose figure, as the legend calls it, and its colour.
SIDES = {"RUS": "Russian officials", "USA": "US officials", "UN": "United Nations"}
WHOSE = {"USA": "US", "UN": "UN"}
#: Marks of a figure that was put as a bound: an arrow up for "at least", down for "at most".
BOUNDS = {"at least": "^", "at most": "v", "about": "o", "between": "o"}


def strength_of_is(estimates: pd.DataFrame, pairs: pd.DataFrame, within: int) -> Exhibit:
    """Points and ranges of the figures that officials gave for IS in Afghanistan.

    Parameters
    ----------
    estimates : pandas.DataFrame
        As `indicators.speech.strength` returns it.
    pairs : pandas.DataFrame
        As `indicators.speech.strength_pairs` returns it.
    within : int
        Most days between the two figures of a pair.
    """
    figure, axes = canvas(4.3)
    whole = estimates[estimates["scope"].eq("country")]
    for side, name in SIDES.items():
        rows = whole[whole["side"].eq(side)]
        axes.vlines(rows["day"], rows["least"], rows["most"], color=colours.of(side), linewidth=2.5)
        for bound, marker in BOUNDS.items():
            some = rows[rows["bound"].eq(bound)]
            axes.plot(some["day"], some["fighters"], marker, color=colours.of(side), markersize=7)
        axes.plot([], [], "o", color=colours.of(side), label=name)
    axes.set_ylim(0, whole["most"].max() * 1.12)
    axes.yaxis.set_major_formatter(lambda value, _: words.count(value))
    axes.xaxis.set_major_locator(YearLocator())
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))
    axes.legend(loc="upper right", fontsize=9.5, handletextpad=0.2)
    against, told, spread = _largest_gap(pairs, estimates)
    quoted = whole[whole["speaker"].str.contains("quoted")]
    north = estimates[estimates["scope"].eq("north")]
    month = words.month(against["day"])
    title = f"Against one {WHOSE[against['side']]} figure of {month} for IS, Russian ones were {told}"
    heading(
        figure,
        title,
        "Fighters of IS in Afghanistan as officials put them. Bars: ranges; triangles: at least (up), at most (down)",
    )
    later = "; ".join(f"{year} {_ratios(rows, estimates)}" for year, rows in _by_year(pairs))
    return Exhibit(
        figure=figure,
        title=title,
        caption=f"Drawn are {words.count(len(whole))} statements found in the press, {words.years(*_years(whole))}. "
        f"Each Russian figure is set against the US or UN figure nearest in time, at most {words.count(within)} days "
        f"away; the middle stands for a range. By the ends of the ranges the ratios of the title are "
        f"{spread}. What counts as a fighter "
        f"differs: some figures add supporters or families. Only as quoted by the Russian envoy: the US figure of "
        f"{_months(quoted)}. Left out, because it counts the north alone: a Russian figure of {_months(north)}.",
        alt=f"Points by date. Ratios of Russian to US or UN figures by year: {later}. Russian figures run from "
        f"{_span(whole, 'RUS')} fighters, US figures from {_span(whole, 'USA')}.",
        data=whole[["estimate_id", "day", "side", "speaker", "low", "high", "bound", "source_key"]].merge(
            pairs.rename(columns={"russian": "estimate_id", "other": "set_against"})
            .drop(columns="day")
            .astype({"days_apart": "Int64"}),
            on="estimate_id",
            how="left",
        ),
        tables=("evidence/strength_estimates",),
    )


def _largest_gap(pairs: pd.DataFrame, estimates: pd.DataFrame) -> tuple[pd.Series, str, str]:
    """Return the figure with the largest Russian multiple, the ratios to it by year in words, and their ranges."""
    other = pairs.loc[pairs["ratio"].idxmax(), "other"]
    own = pairs[pairs["other"].eq(other)]
    told, ranges = [], []
    for year, rows in _by_year(own):
        told.append(f"{_ratios(rows, estimates)} times {'it ' if not told else ''}in {year}")
        ends = words.decimal(rows["ratio_least"].min()), words.decimal(rows["ratio_most"].max())
        ranges.append(f"{' to '.join(ends)} in {year}")
    return estimates.set_index("estimate_id").loc[other], ", ".join(told), words.listing(ranges)


def _by_year(pairs: pd.DataFrame):
    return pairs.groupby(pairs["day"].dt.year)


def _ratios(pairs: pd.DataFrame, estimates: pd.DataFrame) -> str:
    """Return ratios one by one: they are no range, and one with a bound in it is itself a bound."""
    bound = estimates.set_index("estimate_id")["bound"]
    listed = []
    for pair in pairs.sort_values("ratio", kind="stable").itertuples():
        least = bound[pair.russian] == "at least" or bound[pair.other] == "at most"
        most = bound[pair.russian] == "at most" or bound[pair.other] == "at least"
        named = {(True, False): "at least ", (False, True): "at most "}.get((least, most), "")
        listed.append(f"{named}{words.decimal(pair.ratio)}")
    return words.listing(listed)


def _years(rows: pd.DataFrame) -> tuple[int, int]:
    return rows["day"].dt.year.min(), rows["day"].dt.year.max()


def _span(rows: pd.DataFrame, side: str) -> str:
    own = rows[rows["side"].eq(side)]
    return words.span(own["least"].min(), own["most"].max())


def _months(rows: pd.DataFrame) -> str:
    return words.listing(map(words.month, rows["day"]))
