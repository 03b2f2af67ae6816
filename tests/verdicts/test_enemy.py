"""The rules of reason 1 at and around their lines, on both clocks, and that they follow the tables."""

import copy

import pandas as pd
import pytest

import dossier
from dossier import paths
from dossier.errors import EvidenceError
from dossier.indicators import arms, islamic_state
from dossier.indicators import timeline as dated
from dossier.verdicts.rule import Judging, collected, grid, judge
from dossier.verdicts.rules import rules

RULES = rules().of("r1", retired=True)
#: Less than any difference that the rules tell apart.
HAIR = 1e-9


@pytest.fixture(scope="module")
def clocks():
    return dossier.on_clocks(sorted({table for name in RULES for table in collected()[name].reads}))


@pytest.fixture(scope="module")
def tables(clocks):
    return clocks["B"]


@pytest.fixture
def timeline(tables):
    return tables["evidence/timeline"]


def with_timeline(tables, timeline):
    return {**tables, "evidence/timeline": timeline}


def verdict(name, tables, **options):
    return Judging(name, tables, rules()[name])(**options)[1]


def measure(name, tables, **options):
    return Judging(name, tables, rules()[name])(**options)[0]


def test_the_rules_are_those_of_the_file():
    assert [name for name in collected() if name in RULES] == RULES


@pytest.mark.parametrize("name", [name for name in RULES if name in rules().grids])
def test_the_defaults_of_a_rule_are_the_first_options_of_its_grid(name, tables):
    own = Judging(name, tables, rules()[name])
    assert own() == own(**rules().grids[name].default)


@pytest.mark.parametrize(
    ("certainties", "found"),
    [
        ([], "mostly supported"),
        (["low"], "mixed"),
        (["low", "moderate"], "mostly unsupported"),
        (["high"], "mostly unsupported"),
    ],
)
def test_origin(certainties, found, tables, timeline):
    contact = timeline[timeline["event_id"].eq("V122")]
    accounts = [contact.assign(certainty=certainty) for certainty in certainties]
    held = pd.concat([timeline[timeline["event_id"].eq(dated.ANNOUNCED)], *accounts])
    assert judge("origin", with_timeline(tables, held), rules()).verdict == found


def test_without_the_accounts_of_2021_the_origin_is_judged_as_clock_a_has_it(clocks, timeline):
    held = timeline[~timeline["event_id"].isin(["V122", "V123"])]
    without = judge("origin", with_timeline(clocks["B"], held), rules())
    assert without.verdict == judge("origin", clocks["A"], rules(), "A").verdict == "mixed"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (3, 2, "mixed"),
        (100, 67, "mostly unsupported"),
        (2, 1, "mixed"),
        (2, 2, "mostly unsupported"),
        (2, 3, "mostly unsupported"),
    ],
)
def test_intensity(before, after, found, tables, timeline):
    """A third fewer acts is a cooling; the response to single months counts as not shown."""
    act = dated.acts(timeline, since="2018-01-01")[timeline.columns].head(1).assign(date_end=None)
    rows = [act.assign(date="2019-06-01")] * before + [act.assign(date="2021-01-01")] * after
    held = pd.concat([timeline[timeline["event_id"].isin([dated.NANGARHAR, dated.TAKEOVER])], *rows])
    assert verdict("intensity", with_timeline(tables, held)) == found


def test_acts_only_after_nangarhar_have_no_ratio_to_draw_but_a_verdict(tables, timeline):
    act = dated.acts(timeline, since="2018-01-01")[timeline.columns].head(1).assign(date_end=None)
    named = timeline[timeline["event_id"].isin([dated.NANGARHAR, dated.TAKEOVER])]
    held = with_timeline(tables, pd.concat([named, act.assign(date="2021-01-01")]))
    assert pd.isna(measure("intensity", held))
    assert verdict("intensity", held) == "mostly unsupported"


def test_before_nangarhar_intensity_cannot_be_tested_and_has_no_likelihood_and_no_grid(clocks):
    found = judge("intensity", clocks["A"], rules(), "A")
    assert (found.verdict, found.likelihood) == ("untestable", "none stated")
    assert grid("intensity", clocks["A"], rules()) is None


def test_threat(tables):
    worst = measure("threat", tables)
    assert verdict("threat", tables, deaths_a_year=worst) == "supported"
    assert verdict("threat", tables, deaths_a_year=worst + 1) == "mixed"
    parties = tables["conflict/country_parties"]
    elsewhere = parties[~parties["country"].isin(islamic_state.RUSSIA_AND_CENTRAL_ASIA)]
    nowhere = judge("threat", {**tables, "conflict/country_parties": elsewhere}, rules())
    assert nowhere.verdict == "mostly unsupported"
    assert nowhere.because.startswith("no deaths in violence with IS are recorded there, none of them")


@pytest.mark.parametrize(
    ("name", "middle", "high"),
    [
        ("battlefield", "mixed", "supported"),
        ("syria_devoted", "mixed", "mostly supported"),
    ],
)
def test_a_share_on_a_line_has_passed_it(name, middle, high, tables):
    share = measure(name, tables)
    assert verdict(name, tables, low=share + HAIR, high=share + HAIR) == "mostly unsupported"
    assert verdict(name, tables, low=share, high=share + HAIR) == middle
    assert verdict(name, tables, low=share, high=share) == high


def test_the_stated_effect_of_the_change_to_the_battlefield_rule_is_true(tables):
    """With the years after the war counted, the verdict would have been another."""
    assert verdict("battlefield", tables) == "mixed"
    assert verdict("battlefield", tables, last_year=2024) == "supported"


@pytest.mark.parametrize(
    ("strikes", "found", "said"),
    [
        ("2015-01-25", "supported", "days before"),
        ("2015-01-26", "untestable", "days within the precision of"),
        ("2015-01-27", "refuted", "days after"),
    ],
)
def test_syria_order(strikes, found, said, tables, timeline):
    moved = timeline.assign(date=timeline["date"].mask(timeline["event_id"].eq(dated.SYRIA), strikes))
    judged = judge("syria_order", with_timeline(tables, moved), rules())
    assert judged.verdict == found
    assert said in judged.because


def test_the_order_of_the_announcement_and_the_strikes_is_that_of_the_calendar(tables):
    # 26 January to 30 September 2015: 5 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 days.
    assert "247 days after" in judge("syria_order", tables, rules()).because


def test_the_share_for_syria_says_that_its_estimates_fall_on_different_sides_only_where_they_do(tables):
    wide = copy.deepcopy(rules())
    wide["syria_devoted"].facts.update(low=0.01, high=0.99)
    sides = "the low, best and high estimates fall on different sides of a threshold"
    assert sides in judge("syria_devoted", tables, rules()).lowered_by
    assert sides not in judge("syria_devoted", tables, wide).lowered_by


def test_before_the_file_on_syria_is_published_there_is_nothing_to_measure(clocks):
    found = judge("syria_devoted", clocks["A"], rules(), "A")
    assert (found.verdict, len(found.lowered_by)) == ("untestable", 1)
    assert grid("syria_devoted", clocks["A"], rules()) is None


def test_pakistan(tables, timeline):
    alone = with_timeline(tables, timeline[~timeline["actors"].str.contains("Pakistan")])
    rise = measure("pakistan", tables)
    assert verdict("pakistan", alone, points=rise) == "mostly supported"
    assert verdict("pakistan", alone, points=rise + HAIR) == "mixed"
    assert verdict("pakistan", tables, points=rise) == "mixed"
    assert verdict("pakistan", tables, points=rise + HAIR) == "mostly unsupported"


def test_windows_of_another_length_keep_the_rules_own_turn(tables):
    years = measure("pakistan", tables, years=3)
    assert years == measure("pakistan", tables, years=3, first_after=2015)


def test_no_choice_of_five_year_windows_gives_the_rise_that_the_pakistan_rule_asks_for(tables):
    """The stated effect of the deviation: none."""
    share = {
        first: arms.share_of_imports(tables["arms/transfers"], "PAK", (first, first + 4)).get("RUS", 0)
        for first in range(2005, 2018)
    }
    rises = [share[after] - share[before] for before in range(2005, 2011) for after in range(2014, 2018)]
    assert max(rises) < rules()["pakistan"]["points"]


def test_a_verdict_outside_the_scale_is_refused_by_name(tmp_path, monkeypatch):
    source = (paths.ROOT / "data" / "evidence" / "rules.toml").read_text()
    (tmp_path / "evidence").mkdir()
    broken = source.replace('verdict = "refuted"', 'verdict = "disproved"')
    (tmp_path / "evidence" / "rules.toml").write_text(broken)
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    with pytest.raises(EvidenceError, match="rule syria_order, branch after: found 'disproved'"):
        rules()
    (tmp_path / "evidence" / "rules.toml").write_text(source.replace('rule = "pakistan"', 'rule = "india"'))
    with pytest.raises(EvidenceError, match="deviations: found 'india'"):
        rules()
