"""Figures of what Moscow said: themes by period, attention by year, figures for the strength of IS."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from dossier import words
from dossier.charts import colours
from dossier.charts.figure import Drawn, figure
from dossier.charts.marks import calendar_years, whole_numbers, write
from dossier.charts.style import GRID, MUTED, canvas, is_narrow

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


@figure("r1-moscow-themes", reads=("diplomacy/un_statements", "diplomacy/mfa_telegram_posts"))
def themes_by_period(statements: pd.DataFrame, posts: pd.DataFrame) -> Drawn:
    """Two panels of paired dots: themes of UN statements and of Foreign Ministry posts, before and since.

    Parameters
    ----------
    statements, posts : pandas.DataFrame
        As `indicators.speech.themes_by_period` returns them, with periods 0 (before the takeover) and 1.
    """
    picture, panels = canvas(
        6.2, rows=2, sharex=True, height_ratios=(statements["theme"].nunique(), posts["theme"].nunique())
    )
    picture.get_layout_engine().set(rect=(0.005, 0, 0.945, 1))
    named = ("Statements at the United Nations", statements), ("Posts of the Foreign Ministry", posts)
    for axes, (name, rows), labels in zip(panels, named, (THEMES, POST_THEMES), strict=True):
        _pairs(axes, rows, name, labels)
    panels[1].xaxis.set_major_formatter(PercentFormatter(1))
    isil = _pair(statements, "isil")
    return Drawn(
        picture,
        data=pd.concat([rows.assign(source=name) for name, rows in named])[
            ["source", "period", "first", "last", "theme", "count", "n", "share"]
        ],
        facts={
            "statements": _days(statements),
            "posts": _days(posts),
            "isil": _counts(isil),
            "blame": _counts(_pair(statements, "us_nato_blame")),
            "isil_in_posts": _counts(_pair(posts, "isil")),
        },
        holds=isil.loc[1, "share"] < isil.loc[0, "share"],
    )


def _days(rows: pd.DataFrame) -> dict:
    return {"first": rows["first"].min(), "last": rows["last"].max()}


def _counts(pair: pd.DataFrame) -> dict[str, str]:
    return {"before": _of(pair, 0), "since": _of(pair, 1)}


def _pair(rows: pd.DataFrame, theme: str) -> pd.DataFrame:
    return rows[rows["theme"].eq(theme)].set_index("period")


def _of(pair: pd.DataFrame, period: int) -> str:
    return f"{words.count(pair.loc[period, 'count'])} of {words.count(pair.loc[period, 'n'])}"


def _column(period: int, y: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where the counts of a period stand beside the axes: in a narrow picture by points, as words need them."""
    return ((1, y), (22 + 42 * period, 0)) if is_narrow() else ((1.08 + 0.18 * period, y), (0, 0))


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
            look = {"xycoords": ("axes fraction", "data"), "annotation_clip": False, "color": colour}
            at, by = _column(period, place)
            write(axes, _of(pair, period), at, by, ha="center", va="center", **look)
    axes.set_title(textwrap.fill(name, 18) if is_narrow() else name)
    for period, (label, colour) in PERIODS.items():
        look = {"xycoords": "axes fraction", "weight": "bold", "color": colour}
        at, by = _column(period, 1.02)
        write(axes, label.split(" ")[0], at, by, ha="center", va="bottom", **look)
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


@figure(
    "r1-moscow-attention",
    reads=("diplomacy/tv_headlines_months", "diplomacy/tv_headlines", "diplomacy/general_debate_terms"),
)
def attention_by_year(headlines: pd.DataFrame, speeches: pd.DataFrame, both: int, since: int) -> Drawn:
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
    picture, panels = canvas(5.9, rows=3, sharex=True)
    peaks = []
    for axes, (subject, (spoken, name, colour)) in zip(panels, SUBJECTS.items(), strict=True):
        rate = headlines[f"{subject}_per_thousand"]
        peaks.append((name, rate.max(), rate.idxmax()))
        _bars_over_squares(axes, rate, speeches[spoken], name, colours.of(colour))
    panels[-1].set_xlim(first - 0.8, last + 0.8)
    on_is = int(headlines.loc[since:, "isil"].sum())
    return Drawn(
        picture,
        data=headlines.join(
            speeches[["afghanistan", "isil", "drugs"]].add_prefix("un_speech_")
        ).reset_index(),
        facts={
            "isil": on_is,
            "both": both,
            "daily": headlines["headlines"].sum() / (365.25 * len(headlines)),
            "first": first,
            "last": last,
            "since": since,
            "peaks": peaks,
            "speeches": speeches.index,
            "silent": list(speeches.index[speeches["afghanistan"].eq(0) & speeches["isil"].gt(0)]),
            "beside": speeches["isil_beside"].gt(0).sum(),
        },
        holds=both < 0.1 * on_is,
    )


def _bars_over_squares(axes, rate: pd.Series, spoken: pd.Series, name: str, colour: str) -> None:
    top = rate.max()
    axes.bar(rate.index, rate, width=0.8, color=colour)
    for year, mentions in spoken.items():
        face = colour if mentions else "white"
        axes.plot(year, -0.2 * top, "s", markersize=6, markerfacecolor=face, markeredgecolor=colour)
    axes.axhline(0, color=MUTED, linewidth=0.8)
    write(axes, words.decimal(top), (rate.idxmax(), top), (0, 2), ha="center")
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


@figure("r1-is-strength-claims", reads=("evidence/strength_estimates",))
def strength_of_is(estimates: pd.DataFrame, pairs: pd.DataFrame, within: int) -> Drawn:
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
    whole = estimates[estimates["scope"].eq("country")]
    # Of the figures that Russian ones are set against, the one with the largest multiple.
    other = pairs.loc[pairs["ratio"].idxmax(), "other"]
    against = estimates.set_index("estimate_id").loc[other]
    own = pairs[pairs["other"].eq(other)]
    russian, american = (whole[whole["side"].eq(side)] for side in ("RUS", "USA"))
    leap = russian.loc[russian["least"].idxmax()]
    fell = american.loc[american["fighters"].idxmin()]
    before = russian.loc[russian["day"] < leap["day"], "most"].max()
    return Drawn(
        _points(whole),
        data=_with_pairs(whole, pairs),
        facts={
            "leap": leap,
            "fell": fell,
            "whose": WHOSE[against["side"]],
            "day": against["day"],
            "told": _told(own, estimates),
            "ranges": _ranges(own),
            "statements": len(whole),
            "first": whole["day"].min().year,
            "last": whole["day"].max().year,
            "within": within,
            "quoted": list(whole.loc[whole["speaker"].str.contains("quoted"), "day"]),
            "north": list(estimates.loc[estimates["scope"].eq("north"), "day"]),
            "ratios": [f"{year} {_ratios(rows, estimates)}" for year, rows in _by_year(pairs)],
            "russian": _span(whole, "RUS"),
            "american": _span(whole, "USA"),
        },
        holds=own["ratio"].min() > 1 and leap["least"] > 2 * before and fell["day"] > leap["day"],
    )


def _points(estimates: pd.DataFrame) -> Figure:
    picture, axes = canvas(4.3)
    for side, name in SIDES.items():
        rows = estimates[estimates["side"].eq(side)]
        colour = colours.of(side)
        axes.vlines(rows["day"], rows["least"], rows["most"], color=colour, linewidth=2.5)
        for bound, marker in BOUNDS.items():
            some = rows[rows["bound"].eq(bound)]
            axes.plot(some["day"], some["fighters"], marker, color=colour, markersize=7)
        axes.plot([], [], "o", color=colour, label=name)
    axes.set_ylim(0, estimates["most"].max() * 1.12)
    whole_numbers(axes.yaxis)
    calendar_years(axes.xaxis)
    axes.legend(loc="upper right", fontsize=9.5, handletextpad=0.2)
    return picture


def _with_pairs(estimates: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the estimates, beside a Russian one what it was set against."""
    columns = ["estimate_id", "day", "side", "speaker", "low", "high", "bound", "source_key"]
    sets = pairs.rename(columns={"russian": "estimate_id", "other": "set_against"}).drop(columns="day")
    return estimates[columns].merge(sets.astype({"days_apart": "Int64"}), on="estimate_id", how="left")


def _told(pairs: pd.DataFrame, estimates: pd.DataFrame) -> str:
    """Return by year how many times the other figure the Russian ones were."""
    (first, rows), *later = _by_year(pairs)
    told = [f"{_ratios(rows, estimates)} times it in {first}"]
    return ", ".join([*told, *(f"{_ratios(rows, estimates)} times in {year}" for year, rows in later)])


def _ranges(pairs: pd.DataFrame) -> list[str]:
    """Return by year the ratios that the ends of the ranges allow."""
    ends = _by_year(pairs).agg({"ratio_least": "min", "ratio_most": "max"})
    return [
        f"{words.decimal(row.ratio_least)} to {words.decimal(row.ratio_most)} in {row.Index}"
        for row in ends.itertuples()
    ]


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


def _span(rows: pd.DataFrame, side: str) -> str:
    own = rows[rows["side"].eq(side)]
    return words.span(own["least"].min(), own["most"].max())
