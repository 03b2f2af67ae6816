"""The rules of reason 2 at and around their lines, on both clocks, and that they follow the tables."""

import copy

import pandas as pd
import pytest

import dossier
from dossier.indicators import afghan_votes, soviet_war, us_effort
from dossier.indicators import timeline as dated
from dossier.verdicts import revenge
from dossier.verdicts.rule import Judging, collected, grid, judge
from dossier.verdicts.rules import rules
from dossier.verdicts.scale import Verdict

RULES = rules().of("r2", retired=True)


@pytest.fixture(scope="module")
def clocks():
    return dossier.on_clocks(sorted({table for name in RULES for table in collected()[name].reads}))


@pytest.fixture(scope="module")
def tables(clocks):
    return clocks["B"]


@pytest.fixture(scope="module")
def fixed():
    return rules()


def test_the_rules_are_those_of_the_file():
    assert [name for name in collected() if name in RULES] == RULES


@pytest.mark.parametrize("name", [name for name in RULES if name in rules().grids])
def test_the_defaults_of_a_rule_are_the_first_options_of_its_grid(name, tables, fixed):
    own = Judging(name, tables, fixed[name])
    assert own() == own(**fixed.grids[name].default)


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (us_effort.Peak(3, 6, 3, 3), "mostly supported"),
        (us_effort.Peak(2, 6, 2, 3), "mixed"),
        (us_effort.Peak(0, 6, 0, 3), "mostly unsupported"),
        (us_effort.Peak(0, 0, 0, 0), "untestable"),
    ],
)
def test_opportunity(found, verdict, tables, fixed, monkeypatch):
    monkeypatch.setattr(us_effort, "peak", lambda *_: found)
    assert judge("opportunity", tables, fixed).verdict == verdict


def test_codings_that_choose_different_branches_lower_confidence(tables, fixed):
    coding = tables["evidence/us_effort"]
    same = coding.assign(effect_wide=coding["effect"])
    wide = same.assign(effect_wide=same["effect"].mask(same["event_id"].eq("V031"), "harmed"))
    told = [judge("opportunity", {**tables, "evidence/us_effort": each}, fixed) for each in (same, wide)]
    caveat = "the two codings choose different branches"
    assert [caveat in each.lowered_by for each in told] == [False, True]
    assert {each.verdict for each in told} == {"mostly unsupported"}


def test_harm_in_the_years_of_the_largest_force_would_revive_the_hypothesis(tables, fixed):
    """Section 8 of the hypotheses: recode what helped in 2010 as harm, and enough of it."""
    coding = tables["evidence/us_effort"].copy()
    later = tables["evidence/timeline"].set_index("event_id")["date"].gt("2013")
    harmed = coding["effect"].eq("harmed") & coding["event_id"].map(later)
    coding.loc[harmed, "effect"] = "neither"
    coding.loc[coding["event_id"].isin(["V031", "V032"]), "effect"] = "harmed"
    changed = {**tables, "evidence/us_effort": coding}
    assert judge("opportunity", changed, fixed).verdict == "mostly supported"
    assert judge("revenge", changed, fixed).verdict == "mixed"


def deals(*recipients, category):
    """Deals of Russia's in the columns of the arms register."""
    columns = ["designation", "delivered", "delivery_first", "delivery_last", "paid_by", "aid", "deal"]
    rows = pd.DataFrame({"recipient": recipients, "supplier": "RUS", "category": category})
    return rows.assign(**dict.fromkeys(columns))


@pytest.mark.parametrize(
    ("recipients", "verdict"),
    [
        (["taliban", "mujahedin"], "supported"),
        (["mujahedin"], "untestable"),
        (["AFG"], "untestable"),
        ([], "untestable"),
    ],
)
def test_missiles(recipients, verdict, fixed):
    register = deals(*recipients, category=fixed["missiles"]["category"])
    assert judge("missiles", {"arms/register": register}, fixed).verdict == verdict


def test_other_weapons_for_the_taliban_would_make_the_register_see_them(fixed):
    register = deals("taliban", category="fighter aircraft")
    assert judge("missiles", {"arms/register": register}, fixed).verdict == "mostly unsupported"


def test_a_missile_for_the_taliban_would_be_the_smoking_gun(tables, fixed):
    register = tables["arms/register"].copy()
    igla = register["recipient"].eq("northern-alliance") & register["designation"].eq("Igla-1")
    register.loc[igla, "recipient"] = "taliban"
    changed = {**tables, "arms/register": register}
    assert judge("missiles", changed, fixed).verdict == "supported"
    assert judge("revenge", changed, fixed).verdict == "mixed"


def kabul(delivered, paid):
    """Russian arms for Kabul in 2012 (million TIV), and a hundred helicopters paid for by others in this share."""
    columns = {"recipient": "AFG", "supplier": "RUS", "year": 2012, "tiv_million": delivered}
    transfers = pd.DataFrame([columns] if delivered else [], columns=list(columns))
    counts = [] if paid is None else [round(100 * paid), round(100 * (1 - paid))]
    flown = deals(*["AFG"] * len(counts), category="transport helicopter")
    flown = flown.assign(delivered=counts, delivery_first=2011, delivery_last=2012, aid=False, deal="1")
    flown["paid_by"] = ["USA", None][: len(counts)]
    return {"arms/register": flown, "arms/transfers": transfers, "arms/transfers_2024": transfers}


@pytest.mark.parametrize(
    ("delivered", "share", "outcome"),
    [
        (0.0, None, ("mostly supported", "likely")),
        (10.0, 0.5, ("mostly unsupported", "unlikely")),
        (10.0, 0.49, ("mostly unsupported", "very unlikely")),
        (10.0, None, ("mostly unsupported", "very unlikely")),
    ],
)
def test_arming_kabul(delivered, share, outcome, fixed):
    found = judge("arming_kabul", kabul(delivered, share), fixed)
    assert (found.verdict, found.likelihood) == outcome
    assert (f"helicopters delivered since {revenge.FLOWN_SINCE}" in found.because) == (share is not None)


def test_only_the_years_of_the_window_count(fixed):
    arming = Judging("arming_kabul", kabul(10.0, None), fixed["arming_kabul"])
    assert arming() == (10, "mostly unsupported")
    assert arming(window="2013 to 2016") == (0, "mostly supported")


def test_a_table_released_later_is_named_on_clock_a_alone(clocks, fixed):
    for name in ("missiles", "arming_kabul"):
        told = {clock: judge(name, clocks[clock], fixed, clock).lowered_by for clock in clocks}
        assert revenge.LATER_RELEASE in told["A"]
        assert revenge.LATER_RELEASE not in told["B"]


@pytest.mark.parametrize(
    ("votes", "gap", "verdict"),
    [
        (0, None, "untestable"),
        (4, 0.5, "untestable"),
        (5, -0.10, "mostly supported"),
        (5, -0.09, "mixed"),
        (5, 0.09, "mixed"),
        (5, 0.10, "mostly unsupported"),
    ],
)
def test_un_hostility(votes, gap, verdict, tables, fixed, monkeypatch):
    monkeypatch.setattr(afghan_votes, "afghan_votes", lambda *_: pd.DataFrame({"year": [2000] * votes}))
    monkeypatch.setattr(afghan_votes, "gap", lambda _: gap)
    assert judge("un_hostility", tables, fixed).verdict == verdict


def test_one_vote_fewer_asked_for_would_have_been_read_as_speaking_against_revenge(tables):
    lenient = copy.deepcopy(rules())
    lenient["un_hostility"].facts["fewest_votes"] = 4
    assert judge("un_hostility", tables, lenient).verdict == "mostly unsupported"


@pytest.mark.parametrize(
    ("vetoes", "abstentions", "verdict"),
    [(1, 0, "mostly supported"), (0, 1, "mostly unsupported"), (0, 0, "refuted")],
)
def test_obstruction(vetoes, abstentions, verdict, tables, fixed, monkeypatch):
    monkeypatch.setattr(afghan_votes, "russian_abstentions", lambda *_: abstentions)
    day = pd.Timestamp(fixed["obstruction"]["since"])
    cast = pd.DataFrame(
        {"state": "RUS", "on_afghanistan": True, "date": pd.Series([day] * vetoes, dtype="datetime64[s]")}
    )
    assert judge("obstruction", {**tables, "diplomacy/vetoes": cast}, fixed).verdict == verdict


@pytest.mark.parametrize(
    ("before", "after", "recognised", "outcome"),
    [
        (3, 2, True, ("mostly supported", "likely")),
        (100, 67, False, ("mostly unsupported", "unlikely")),
        (100, 67, True, ("mostly unsupported", "very unlikely")),
        (2, 3, False, ("mostly unsupported", "unlikely")),
    ],
)
def test_after_goal(before, after, recognised, outcome, tables, fixed):
    """A third fewer acts is a cooling."""
    timeline = tables["evidence/timeline"]
    named = timeline[timeline["event_id"].isin([dated.TAKEOVER, *[dated.RECOGNITION] * recognised])]
    act = dated.acts(timeline, since="2018-01-01")[timeline.columns].head(1).assign(date_end=None)
    rows = [act.assign(date="2021-06-01")] * before + [act.assign(date="2022-06-01")] * after
    held = pd.concat([named.assign(outcome=None), *rows])
    told = judge("after_goal", {"evidence/timeline": held}, fixed)
    assert (told.verdict, told.likelihood) == outcome
    assert ("recognised" in told.because) == recognised
    assert f"became {'rarer by 33' if after < before else 'more frequent by 50'}%" in told.because


def test_before_the_fall_of_kabul_no_cooling_can_be_tested(clocks, fixed):
    found = judge("after_goal", clocks["A"], fixed, "A")
    assert (found.verdict, found.likelihood) == ("untestable", "none stated")
    assert revenge.after_the_fall(clocks["A"]) is None


@pytest.mark.parametrize(
    ("opportunity", "missiles", "verdict"),
    [
        ("mostly unsupported", "mostly unsupported", "mostly unsupported"),
        ("mixed", "untestable", "mostly unsupported"),
        ("mostly supported", "mostly unsupported", "mixed"),
        ("mixed", "supported", "mixed"),
        ("mostly supported", "supported", "mostly supported"),
    ],
)
def test_revenge(opportunity, missiles, verdict, fixed):
    parts = {"opportunity": opportunity, "missiles": missiles}
    done = {name: Verdict(name, "", outcome, "", "") for name, outcome in parts.items()}
    assert judge("revenge", {}, fixed, done=done).verdict == verdict


def figures(**quantities):
    """Figures of the Soviet war in dollars or persons, one for each quantity."""
    rows = [
        {"quantity": quantity, "low": value, "high": value, "unit": soviet_war.DOLLARS}
        for quantity, value in quantities.items()
        if value is not None
    ]
    columns = ["figure_id", "quantity", "period", "bound", "low", "high", "unit"]
    return {"evidence/soviet_war": pd.DataFrame(rows, columns=columns)}


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(0.0499, "mostly unsupported"), (0.05, "mixed"), (0.2499, "mixed"), (0.25, "mostly supported")],
)
def test_war_machine(share, verdict, fixed):
    tables = figures(**{"dead": share, "armed forces": 1.0, "dead of those who served": 0.1})
    assert judge("war_machine", tables, fixed).verdict == verdict
    served = Judging("war_machine", tables, fixed["war_machine"])(out_of="those who served in the war")
    assert served == (0.1, "mixed")


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        (None, "untestable"),
        (0.0999, "refuted"),
        (0.1, "mostly unsupported"),
        (0.9999, "mostly unsupported"),
        (1.0, "mixed"),
    ],
)
def test_war_cost(share, verdict, fixed):
    tables = figures(**{soviet_war.COST: share, soviet_war.OIL: 1.0})
    assert judge("war_cost", tables, fixed).verdict == verdict


def test_on_clock_a_no_work_names_the_cost_in_roubles(clocks, fixed):
    runs = {clock: grid("war_cost", clocks[clock], fixed) for clock in clocks}
    roubles = {clock: each[each["estimate"].eq(soviet_war.IN_ROUBLES)] for clock, each in runs.items()}
    assert set(roubles["A"]["verdict"]) == {"untestable"}
    assert "untestable" not in set(roubles["B"]["verdict"])


@pytest.mark.parametrize(
    ("baltic", "asian", "verdict"),
    [(17.0, 65.0, "mostly unsupported"), (40.0, 40.0, "mostly unsupported"), (41.0, 40.0, "mixed")],
)
def test_decisive(baltic, asian, verdict, tables, fixed):
    people = {"Baltic peoples": baltic, "Central Asians": asian}
    lost = pd.DataFrame({"people": people.keys(), "low": people.values(), "quantity": "dead per million"})
    assert judge("decisive", {**tables, "evidence/soviet_war": lost}, fixed).verdict == verdict


def test_the_union_outlived_the_withdrawal_by_the_days_of_the_calendar(tables, fixed):
    # 15 February 1989 to 26 December 1991: 319 days to the end of 1989, 365 in 1990, 360 in 1991.
    assert "ended 1,044 days after" in judge("decisive", tables, fixed).because
