"""`python -m dossier refresh`: what it prints, and what it says of a name that is none."""

import pytest
from typer.testing import CliRunner

from dossier import cli
from dossier.errors import DossierError
from dossier.refresh import run
from dossier.refresh.run import Found


@pytest.fixture
def command(monkeypatch):
    """Run the command with a refresh that finds what a test says."""

    def called(found, *arguments):
        monkeypatch.setattr(run, "refresh", lambda wanted, watch, accept, verdicts: found)
        return CliRunner().invoke(cli.app, ["refresh", *arguments])

    return called


FAILURE = DossierError("ucdp.uu.se", "the server answered 404", "the file", "Look on the page.")


def test_changes_failures_and_what_is_not_fetched_are_told_once(command):
    found = Found(("conflict/dyads: 2 rows become 3",), {"one": FAILURE, "two": FAILURE})
    told = command(found).stderr
    assert told.count("conflict/dyads: 2 rows become 3") == 1
    assert told.count("not taken: ucdp.uu.se: the server answered 404") == 1
    assert "not fetched, SIPRI" in told
    assert told.splitlines()[-1].startswith("nothing was changed")


def test_with_a_failure_nothing_is_said_to_be_in_place(command):
    ended = command(Found((), {"ucdp-dyads": FAILURE}), "--accept")
    assert "in place" not in ended.stderr
    assert "ucdp-dyads: not taken, so nothing was put in place" in str(ended.exception)


def test_where_no_release_could_be_taken_the_command_fails(command):
    assert "ucdp-dyads: not taken" in str(command(Found((), {"ucdp-dyads": FAILURE})).exception)


def test_accepted_tables_are_said_to_be_in_place(command):
    assert "the newer tables are in place" in command(Found(("a",), {}), "--accept").stderr


def test_an_unknown_release_is_named_before_anything_is_fetched(command):
    ended = command(Found((), {}), "--only", "ucdp")
    assert "ucdp: no such release; expected one of ucdp-events" in str(ended.exception)
