"""A file comes whole from a server that falters, and not at all from one that gives something else."""

import hashlib
import json
from dataclasses import replace

import pytest

from dossier.errors import SourceError
from dossier.refresh.fetching import fetch
from tests.refresh.conftest import IMPATIENT, QUICK


@pytest.fixture(autouse=True)
def counted(record_property):
    record_property("Faults and answers of a publisher's server", "1 of 1")


def nobody(*_):
    """Nobody looks at the progress."""


def got(release, folder, limits=QUICK, progress=nobody):
    return fetch(release, folder, progress, limits).read_bytes()


def refused(release, folder, limits=QUICK):
    """Return what is said of a file that is not taken; nothing of it lies in the cache as if it were whole."""
    with pytest.raises(SourceError) as stopped:
        fetch(release, folder, nobody, limits)
    assert [path for path in folder.glob("*") if path.suffix not in (".part", ".tag")] == []
    return str(stopped.value)


def known(release, content):
    return replace(release, sha256=hashlib.sha256(content).hexdigest(), bytes=len(content))


def test_a_file_comes_and_its_bytes_are_told(publisher, release, tmp_path):
    told = []
    assert got(release, tmp_path, progress=lambda *bytes: told.append(bytes)) == publisher.content
    assert told[-1] == (len(publisher.content),) * 2


@pytest.mark.parametrize("with_hash", [True, False])
def test_a_file_in_the_cache_is_not_asked_for_again(publisher, release, tmp_path, with_hash):
    release = known(release, publisher.content) if with_hash else release
    assert got(release, tmp_path) == got(release, tmp_path)
    assert len(publisher.asked) == 1


def test_a_cached_file_that_was_altered_is_fetched_again(publisher, release, tmp_path):
    release = known(release, publisher.content)
    fetch(release, tmp_path, nobody, QUICK).write_bytes(b"altered")
    assert got(release, tmp_path) == publisher.content


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_fault_is_met_with_another_try(publisher, release, tmp_path, status):
    publisher.faults = [status, status]
    publisher.headers = {"Retry-After": "3600"}  # the limits of the test do not wait
    assert got(release, tmp_path) == publisher.content
    assert len(publisher.asked) == 3


@pytest.mark.parametrize(("status", "words"), [(429, "answered 429"), (500, "answered 500")])
def test_a_fault_that_does_not_pass_is_named(publisher, release, tmp_path, status, words):
    publisher.faults = [status] * 3
    assert f"no whole file after 3 tries and 0 bytes (the server {words})" in refused(release, tmp_path)


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_lasting_refusal_is_not_asked_again(publisher, release, tmp_path, status):
    publisher.faults = [status]
    assert f"the server answered {status}" in refused(release, tmp_path)
    assert len(publisher.asked) == 1


@pytest.mark.parametrize(("fault", "limits"), [("cut_off", QUICK), ("silent", IMPATIENT)])
def test_a_broken_transfer_goes_on_where_it_broke_off(publisher, release, tmp_path, fault, limits):
    publisher.faults = [fault]
    assert got(release, tmp_path, limits) == publisher.content
    assert publisher.asked == [None, f"bytes={len(publisher.content) // 2}-"]


def test_the_next_run_goes_on_where_the_last_one_gave_up(publisher, release, tmp_path):
    publisher.faults = ["cut_off"]
    half = len(publisher.content) // 2
    assert f"after 1 try and {half} bytes" in refused(release, tmp_path, replace(QUICK, attempts=1))
    assert got(release, tmp_path) == publisher.content
    assert publisher.asked[-1] == f"bytes={half}-"


def test_silence_to_the_end_is_named(publisher, release, tmp_path):
    publisher.faults = ["silent"]
    assert "the server fell silent" in refused(release, tmp_path, replace(IMPATIENT, attempts=1))


def test_a_server_that_cannot_go_on_begins_again(publisher, release, tmp_path):
    publisher.faults, publisher.ranges = ["cut_off"], False
    assert got(release, tmp_path) == publisher.content


def test_parts_of_two_states_are_not_joined(publisher, release, tmp_path):
    publisher.faults = ["cut_off"]
    refused(release, tmp_path, replace(QUICK, attempts=1))
    publisher.content, publisher.tag = publisher.content[::-1], '"two"'
    assert "no zip archive" in refused(release, tmp_path)
    assert publisher.asked[-1].startswith("bytes=")


def test_a_part_without_tag_or_hash_is_not_gone_on_with(publisher, release, tmp_path):
    publisher.faults, publisher.tag = ["cut_off"], ""
    assert got(release, tmp_path) == publisher.content
    assert publisher.asked == [None, None]


def test_an_answer_from_another_place_is_not_joined(publisher, release, tmp_path):
    publisher.faults = ["cut_off", "elsewhere"]
    assert got(release, tmp_path) == publisher.content
    assert publisher.asked[-1] is None


def test_a_wrong_hash_is_refused(publisher, release, tmp_path):
    wrong = known(release, publisher.content[::-1])
    assert "another hash" in refused(wrong, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fault", [None, "without_length"])
def test_an_oversized_file_is_refused(publisher, release, tmp_path, fault):
    publisher.faults = [fault] if fault else []
    words = refused(replace(release, most_bytes=1000), tmp_path)
    assert "1000 bytes at most" in words
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_size_than_declared_is_refused(publisher, release, tmp_path):
    longer = known(release, publisher.content[:-1])
    assert "bytes as declared" in refused(longer, tmp_path)
    shorter = known(release, publisher.content + b"more")
    assert "was cut off after" in refused(shorter, tmp_path, replace(QUICK, attempts=1))


def test_a_page_in_place_of_a_file_is_refused(publisher, release, tmp_path):
    publisher.kind = "text/html; charset=utf-8"
    assert "the server sent a page (text/html)" in refused(release, tmp_path)


def test_a_file_that_is_no_archive_is_refused(publisher, release, tmp_path):
    publisher.content = b"id,country\n1,Mali\n"
    assert "no zip archive" in refused(release, tmp_path)


@pytest.mark.parametrize(
    "to", ["http://example.org/file.zip", "ftp://127.0.0.1/file.zip", "file:///etc/hostname"]
)
def test_a_redirect_to_another_scheme_is_not_followed(publisher, release, tmp_path, to):
    publisher.faults, publisher.headers = [302], {"Location": to}
    assert f"leads to {to}, which is not HTTPS" in refused(release, tmp_path)


def test_a_redirect_on_the_same_server_is_followed(publisher, release, tmp_path):
    publisher.faults, publisher.headers = [301], {"Location": "/moved.zip"}
    assert got(release, tmp_path) == publisher.content


def test_a_circle_of_redirects_ends(publisher, release, tmp_path):
    publisher.faults, publisher.headers = [302] * 99, {"Location": publisher.address}
    assert "more than 5 redirects" in refused(release, tmp_path)


def test_without_leave_not_even_this_machine_is_asked_without_https(publisher, release, tmp_path):
    assert "is not HTTPS" in refused(release, tmp_path, replace(QUICK, loopback=False))
    assert publisher.asked == []


def test_a_server_that_is_not_there_is_named(publisher, release, tmp_path):
    nowhere = replace(release, address="http://127.0.0.1:9/file.zip")
    assert "the connection broke" in refused(nowhere, tmp_path)


def test_a_file_of_a_deposit_is_found_by_its_name_in_the_list(publisher, release, tmp_path):
    archive, base = publisher.content, publisher.address.rpartition("/")[0]
    files = {"data": [{"dataFile": {"id": 7, "filename": "points.zip"}}]}
    publisher.content, publisher.kind = json.dumps(files).encode(), "application/json"
    publisher.pages = {"/api/access/datafile/7": archive}
    assert got(replace(release, address=f"{base}/list", file_like="points[.]zip"), tmp_path) == archive
