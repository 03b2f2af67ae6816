"""What Moscow said: statements at the UN, Foreign Ministry posts, headlines of Channel One, RT and TASS.

Only dates, addresses of official pages and coded themes are kept; no sentence, opening or headline is.
"""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import ADDRESS, DAY, FLAG, MONTH, TEXT, WHOLE, coded
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.tables.press import PRESS_THEMES
from dossier.tables.speech import HEADLINE_THEMES, POST_THEMES, UN_THEMES

STATEMENTS, TELEGRAM, TELEVISION = (
    "ru-un-statements-afghanistan",
    "ru-mfa-telegram-afghanistan",
    "ru-1tv-headlines-afghanistan",
)
UN_RELEASE = "Russian statements at the UN 2016-2025, coded by this book"
TELEGRAM_RELEASE = "Russian Foreign Ministry, English Telegram channel, collected to March 2026"
TELEVISION_RELEASE = "Channel One Russia, sample of headlines, collected to March 2026"

PRESS = "ru-rt-tass-headlines-afghanistan"
PRESS_RELEASE = "RT and TASS in English, headlines collected to March 2026"

#: Occasions as the coding sheet words them.
OCCASIONS = coded(
    {
        "SC briefing": "briefing",
        "SC VTC": "briefing",
        "SC open debate": "open-debate",
        "explanation of vote": "explanation-of-vote",
        "GA, before the vote": "assembly",
    }
)
#: Reasons in the list of key statements that are shortened.
REASONS = {"denies isil": "denies-isil", "us_nato": "us-nato"}


@derives(
    "diplomacy/un_statements",
    {STATEMENTS: UN_RELEASE},
    kept="Every coded statement with its day, speaker, occasion, vote, address and nine themes.",
)
def un_statements(sources: Sources):
    """Statements at the United Nations with the themes of their openings."""
    columns = ["date", "date_basis", "speaker", "kind", "russia_vote", "url", *UN_THEMES]
    words = {"date_basis": TEXT, "speaker": TEXT, "url": ADDRESS} | {"date": DAY, "kind": OCCASIONS}
    cells = words | dict.fromkeys(UN_THEMES, FLAG)
    raw = sources.csv(STATEMENTS, "ru_un_statements_coded.csv", columns, cells=cells)
    frame = raw.rename(columns={"kind": "occasion", "russia_vote": "vote", "url": "address"})
    return frame.sort_values("date", ignore_index=True)


@derives(
    "diplomacy/key_statements",
    {STATEMENTS: UN_RELEASE},
    kept="Seven statements outside the Council: day, speaker, reasons given and address. The paraphrases "
    "are left out.",
)
def key_statements(sources: Sources):
    """Statements on the Taliban with the reasons they gave."""
    cells = {"date": DAY, "speaker": TEXT, "reasons": TEXT, "url": ADDRESS}
    raw = sources.csv(STATEMENTS, "ru_key_statements.csv", list(cells), cells=cells)
    reasons = raw["reasons"].str.split("; ").map(lambda given: ";".join(REASONS.get(r, r) for r in given))
    frame = raw.assign(reasons=reasons).rename(columns={"url": "address"})
    return frame.sort_values("date", ignore_index=True)


@derives(
    "diplomacy/mfa_telegram_posts",
    {TELEGRAM: TELEGRAM_RELEASE},
    kept="Day and themes of every post whose first 120 characters name Afghanistan, Kabul, the Taliban or the "
    "Moscow format. The openings themselves and the collector's categories are left out.",
)
def mfa_telegram_posts(sources: Sources):
    """Foreign Ministry posts on Afghanistan with the themes of their openings."""
    cells = {"date": DAY} | dict.fromkeys(POST_THEMES, FLAG)
    raw = sources.csv(TELEGRAM, "mfa_telegram_afghan_posts.csv", list(cells), cells=cells)
    return _numbered(raw, "post")


@derives(
    "diplomacy/mfa_telegram_months",
    {TELEGRAM: TELEGRAM_RELEASE},
    kept="Posts of every month whose opening could be searched: what the counts of themes must be divided by.",
)
def mfa_telegram_months(sources: Sources):
    """Volume of the Foreign Ministry's channel by month."""
    cells = {"month": MONTH, "posts_indexed": WHOLE}
    raw = sources.csv(TELEGRAM, "mfa_telegram_monthly_volume.csv", list(cells), cells=cells)
    return raw.rename(columns={"posts_indexed": "posts"}).sort_values("month", ignore_index=True)


@derives(
    "diplomacy/tv_headlines",
    {TELEVISION: TELEVISION_RELEASE},
    kept="Day and themes of every sampled headline that names Afghanistan, Kabul or the Taliban. Headlines, "
    "their addresses (which spell the headline) and the collector's categories are left out.",
)
def tv_headlines(sources: Sources):
    """Channel One headlines on Afghanistan with their themes."""
    cells = {"date": DAY} | dict.fromkeys(HEADLINE_THEMES, FLAG)
    raw = sources.csv(TELEVISION, "1tv_afghan_headlines.csv", list(cells), cells=cells)
    return _numbered(raw, "headline")


@derives(
    "diplomacy/tv_headlines_months",
    {TELEVISION: TELEVISION_RELEASE},
    kept="Headlines of every month in the sample and how many name Afghanistan or the Taliban, Islamic State, "
    "and drugs.",
)
def tv_headlines_months(sources: Sources):
    """Channel One headlines by month."""
    counts = ["headlines", "afghan_or_taliban", "isil", "drugs"]
    cells = {"month": MONTH} | dict.fromkeys(counts, WHOLE)
    raw = sources.csv(TELEVISION, "1tv_monthly_counts.csv", list(cells), cells=cells)
    return raw.sort_values("month", ignore_index=True)


@derives(
    "diplomacy/rt_tass_headlines",
    {PRESS: PRESS_RELEASE},
    kept="Outlet, day and themes of every headline that names Afghanistan, Kabul or the Taliban. Headlines, their "
    "addresses (which spell the headline) and the collector's categories are left out.",
    restricted=True,
)
def rt_tass_headlines(sources: Sources):
    """Headlines of RT and TASS on Afghanistan with their themes."""
    cells = {"outlet": TEXT, "date": DAY} | dict.fromkeys(PRESS_THEMES, FLAG)
    raw = sources.csv(PRESS, "rt_tass_afghan_headlines.csv", list(cells), cells=cells)
    return (
        _numbered(raw, "headline").sort_values(["outlet", "headline"]).assign(headline=range(1, len(raw) + 1))
    )


@derives(
    "diplomacy/rt_tass_months",
    {PRESS: PRESS_RELEASE},
    kept="Headlines of every month in the sample, how many name Afghanistan or the Taliban, and Islamic State.",
)
def rt_tass_months(sources: Sources):
    """Headlines of RT and TASS by month."""
    counts = ["headlines", "afghan_or_taliban", "isil"]
    cells = {"outlet": TEXT, "month": MONTH} | dict.fromkeys(counts, WHOLE)
    raw = sources.csv(PRESS, "rt_tass_monthly_counts.csv", list(cells), cells=cells)
    return raw.sort_values(["outlet", "month"])


def _numbered(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    frame = frame.sort_values("date", kind="stable", ignore_index=True)
    frame.insert(0, name, range(1, len(frame) + 1))
    return frame
