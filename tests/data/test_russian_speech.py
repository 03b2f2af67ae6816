"""Russian statements at the UN, Foreign Ministry posts and Channel One headlines."""

import pandas as pd
import pytest

from dossier import load

#: Moscow-format rounds as the ministry's joint statements date them.
ROUNDS = ["2018-11-09", "2021-10-20", "2022-11-16", "2023-09-29", "2024-10-04", "2025-10-07"]
#: Posts on preparations for a round that was put off in August 2018.
ANNOUNCED = {"2018-08-21", "2018-08-24"}

#: Checks of the descriptions that need what the book does not keep.
NEEDS_MORE = {
    "the project reports 22496 messages": "the table keeps searchable posts only; they sum to 22231",
    "ISIL headlines begin in 2014: both earlier matches are the word caliphate": "headlines are not kept",
    "Russia voted for resolution 2777": "votes of the Council are no table of this publisher",
}

#: Headlines naming Islamic State before it took that name: two false matches, both of the year 2002.
FALSE_MATCHES = 2


@pytest.fixture(scope="module")
def posts():
    return load("diplomacy/mfa_telegram_posts")


@pytest.fixture(scope="module")
def headlines():
    return load("diplomacy/tv_headlines")


@pytest.fixture(scope="module")
def tv_months():
    return load("diplomacy/tv_headlines_months")


def test_votes_as_russia_explained_them():
    """UN press releases SC/14618 and SC/14833: Russia abstained on resolutions 2593 and 2626."""
    votes = load("diplomacy/un_statements").dropna(subset="vote").set_index("date")["vote"]
    assert votes["2021-08-30"] == "abstain"
    assert votes["2022-03-17"] == "abstain"
    assert votes["2025-03-17"] == "yes"


def test_statements_are_thin_where_the_warning_says():
    years = load("diplomacy/un_statements")["date"].dt.year.value_counts()
    assert (years[2017], years[2018]) == (1, 1)
    assert years[2021] == 5


def test_every_round_of_the_moscow_format_has_a_post(posts):
    days = posts.loc[posts["moscow_format"], "date"]
    for day in map(pd.Timestamp, ROUNDS):
        assert days.between(day - pd.Timedelta(days=1), day + pd.Timedelta(days=1)).any(), day
    near = {str(d.date()) for d in days if min(abs(d - pd.Timestamp(r)).days for r in ROUNDS) > 1}
    assert near == ANNOUNCED


def test_the_suspension_of_the_ban_has_a_post(posts):
    """The Supreme Court suspended the ban on 17 April 2025; the post is of the day after."""
    assert posts.loc[posts["recognition"], "date"].eq("2025-04-18").any()


def test_volume_of_the_channel(posts):
    months = load("diplomacy/mfa_telegram_months")
    assert months["posts"].sum() == 22231
    by_month = posts["date"].dt.strftime("%Y-%m").value_counts()
    assert set(by_month.index) <= set(months["month"])
    assert (by_month <= months.set_index("month")["posts"].reindex(by_month.index)).all()


def test_few_posts_open_with_afghanistan_in_the_weeks_of_the_takeover(posts):
    assert posts["date"].between("2021-08-15", "2021-09-05").sum() == 1


def test_months_of_the_channel_and_of_television_run_through():
    for table in ("diplomacy/mfa_telegram_months", "diplomacy/tv_headlines_months"):
        months = pd.PeriodIndex(load(table)["month"], freq="M")
        assert list(months) == list(pd.period_range(months[0], months[-1], freq="M"))


def test_television_peaks_in_2001_and_in_august_2021(tv_months):
    counts = tv_months.set_index("month")["afghan_or_taliban"]
    assert counts.nlargest(3).index.tolist() == ["2001-10", "2001-11", "2001-12"]
    assert counts["2002-07":].idxmax() == "2021-08"


def test_islamic_state_enters_the_headlines_in_2014(tv_months):
    before = tv_months["month"] < "2014"
    assert tv_months.loc[before, "isil"].sum() == FALSE_MATCHES
    assert tv_months.loc[~before, "isil"].sum() == 215


def test_the_sample_holds_fifteen_headlines_a_day(tv_months):
    assert tv_months["headlines"].sum() == 144944


def test_headlines_and_their_monthly_counts_agree(headlines, tv_months):
    by_month = headlines["date"].dt.strftime("%Y-%m").value_counts()
    counted = tv_months.set_index("month")["afghan_or_taliban"]
    pd.testing.assert_series_equal(
        by_month.reindex(counted.index, fill_value=0), counted, check_names=False, check_dtype=False
    )


def test_recognition_is_reported_on_its_day(headlines):
    assert headlines["date"].eq("2025-07-03").any()


def test_one_headline_names_islamic_state_and_the_taliban(headlines):
    """It is of 21 December 2014 and about Pakistan and Iraq, read by hand in the publisher's list."""
    assert headlines.loc[headlines["isil"], "date"].tolist() == [pd.Timestamp("2014-12-21")]
