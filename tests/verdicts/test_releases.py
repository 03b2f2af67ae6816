"""Verdicts by an older and a newer release: what is swapped, and what it does."""

import copy

import pandas as pd
import pytest

import dossier
from dossier.book.across import release_table
from dossier.indicators import arms, insurgency, islamic_state
from dossier.verdicts import releases, rule
from dossier.verdicts.rules import rules
from tests.clocks import on_clocks


@pytest.fixture(scope="module")
def tables():
    names = {*rule.reads(), *releases.READS}
    return {name: dossier.load(name) for name in sorted(names)}


@pytest.fixture(scope="module")
def compared(tables):
    return releases.compare(on_clocks(tables), rules())


def test_no_verdict_of_the_book_depends_on_the_release(compared):
    assert list(compared) == [name for swap in releases.SWAPS for name in swap.rules]
    assert not any(each.depends for each in compared.values())


def test_the_later_release_of_sipri_gives_the_share_that_its_own_totals_give(tables):
    later = releases._sipri_2024(tables)["arms/transfers"]
    window = (2015, 2019)
    share = arms.share_of_imports(later, "PAK", window)["RUS"]
    own, totals = tables["arms/transfers_2024"], tables["arms/recipient_totals"]
    assert share == pytest.approx(arms.share_of_total(own, totals, "RUS", "PAK", window), abs=0.002)


def test_the_older_release_takes_the_300_deaths_of_2016_off_the_feud(tables):
    """UCDP revised the fights of IS and the Taliban of 2016 from 181 deaths to 481."""
    older = releases._feud_of_22_1(tables)
    new, old = (islamic_state.is_share_of_deaths(each).loc[2016] for each in (tables, older))
    assert new["best"] - old["best"] == new["all_best"] - old["all_best"] == 300


def test_the_newer_release_moves_the_war_by_little(tables):
    older, newer = (
        insurgency.war_deaths(each["conflict/battle_deaths"], 2013, 2020)["best"]
        for each in (tables, releases._war_of_25_1(tables))
    )
    assert 0 < ((newer - older).abs() / older).max() < 0.01


def test_a_verdict_that_moves_with_the_release_says_so(tables):
    strict = copy.deepcopy(rules())
    # Between the shares of the two releases.
    strict["battlefield"].facts["high"] = 0.14
    strict["battlefield"].facts["last_year"] = 2016
    found = releases.compare(on_clocks(tables), strict)
    assert found["battlefield"].depends
    lines = release_table(pd.Series(found)[["battlefield", "pakistan"]].to_dict())._repr_mimebundle_()
    told = lines["text/markdown"].splitlines()
    assert told[2].endswith("| yes |")
    assert told[3].endswith("| no |")
