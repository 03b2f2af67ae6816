"""Files and folders that belong together: all in place or none, whenever whoever puts them there is killed."""

import errno
import json
import os
import shutil

import pytest

from dossier import catalogue, placing, storage
from dossier.cards import sha256
from dossier.ingest.recipes import Recipe, derive
from dossier.refresh import accepting
from dossier.site.afterwards import SHELF
from dossier.site.take_along import shelf
from tests.trust.killing import killed_at_every_point

TABLE = "territory/control_of_people"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A folder of data with one table, and a folder of work."""
    monkeypatch.setenv("DOSSIER_WORK", str(tmp_path / "work"))
    lain = [catalogue.file_of(TABLE), catalogue.card_file_of(TABLE)]
    target = tmp_path / "data"
    for source in lain:
        (target / TABLE).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, (target / TABLE).parent)
    monkeypatch.setenv("DOSSIER_DATA", str(target))
    catalogue.seal(TABLE)
    return target


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def either(before, after, call, folder, back):
    """Kill a call at every point of its progress; the folder holds all of it or nothing, then and when it is done."""
    points = 0
    for points in killed_at_every_point(call):  # noqa: B007
        lain = contents(folder)
        assert lain.keys() in (before.keys(), after.keys())
        assert all(lain[name] in (before.get(name), after[name]) for name in lain)
        placing.recover()
        assert contents(folder) in (before, after)
        call()
        assert contents(folder) == after
        back()
    assert points > 3
    assert contents(folder) == after


def changed_table():
    content = catalogue.file_of(TABLE).read_bytes()
    return content.replace(b"http", b"https", 1).replace(b"httpss", b"http", 1)


def test_a_table_that_is_sealed_and_the_data_package_change_together(data):
    file = catalogue.file_of(TABLE)
    cards = [catalogue.card_file_of(TABLE), data / "datapackage.json"]
    file.write_bytes(changed_table())
    before = {path: path.read_bytes() for path in cards}
    old = contents(data)

    def back():
        for path, content in before.items():
            path.write_bytes(content)

    catalogue.seal(TABLE)
    new = contents(data)
    assert new != old
    back()
    either(old, new, lambda: catalogue.seal(TABLE), data, back)


class NoSources:
    def dataset(self, _):
        raise AssertionError


def test_a_table_that_is_derived_and_its_card_change_together(data):
    frame = catalogue.load(TABLE)
    old = contents(data)
    url = frame["url"].where(frame.index > 0, "https://example.org/another")
    recipe = Recipe(TABLE, {}, "Made up", lambda _: frame.assign(url=url))

    def put():
        derive(recipe, NoSources())

    def back():
        for name, content in old.items():
            (data / name).write_bytes(content)

    put()
    new = contents(data)
    assert sha256(new[f"{TABLE}.csv"]) == json.loads(new[f"{TABLE}.card.json"])["sha256"]
    back()
    either(old, new, put, data, back)


@pytest.fixture(params=["exchange", "two renames"])
def renaming(request, monkeypatch):
    """A system that knows how to exchange two names, and one that does not."""
    if request.param == "two renames":
        monkeypatch.setattr(placing, "_exchanged", lambda one, other: False)
    return request.param


def test_accepted_data_take_the_place_of_the_data_in_one_step(data, tmp_path, renaming):
    old, staged = contents(data), tmp_path / "staged"
    shutil.copytree(data, staged)
    (staged / "lengths.json").write_text("{}", encoding="utf-8")
    new = contents(staged)
    kept = shutil.copytree(data, tmp_path / "kept")
    for _ in killed_at_every_point(lambda: accepting.put_in_place(staged, accepting.state())):
        gap = not data.exists()
        assert accepting.recover() == gap
        assert not (gap and renaming == "exchange")
        assert contents(data) in (old, new)
        accepting.put_in_place(staged, accepting.state())
        assert contents(data) == new
        assert not list(tmp_path.glob(".data.*"))
        shutil.rmtree(data)
        shutil.copytree(kept, data)
    assert contents(data) == new


class TestAFullDisk:
    """Whatever stops the writing, the files are as they were and nothing lies beside them."""

    @pytest.fixture
    def files(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DOSSIER_WORK", str(tmp_path / "work"))
        for name in ("table", "card"):
            (tmp_path / "data" / name).parent.mkdir(exist_ok=True)
            (tmp_path / "data" / name).write_bytes(b"old")
        return {tmp_path / "data" / name: b"new and longer" for name in ("table", "card")}

    @pytest.mark.parametrize("room", [0, 1])
    def test_with_room_for_one_file_and_not_for_both(self, files, monkeypatch, room):
        fsync, left = os.fsync, [room]

        def full(handle):
            if left[0] == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            left[0] -= 1
            fsync(handle)

        monkeypatch.setattr("dossier.storage.os.fsync", full)
        with pytest.raises(OSError, match=r"No space left on device: '.*table'"):
            placing.write_together(files)
        folder = next(iter(files)).parent
        assert contents(folder) == {"table": b"old", "card": b"old"}
        assert not any(path.is_file() for path in storage.unfinished().rglob("*"))

    def test_where_the_folder_of_work_cannot_be_made(self, files, tmp_path):
        (tmp_path / "work").write_text("a file", encoding="utf-8")
        placing.write_together(files)
        assert contents(next(iter(files)).parent) == dict.fromkeys(("table", "card"), b"new and longer")

    def test_where_work_lies_on_another_disk(self, files, monkeypatch):
        replace = os.replace

        def between(source, target):
            if storage.unfinished() in source.parents and storage.unfinished() != target.parent:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(source), None, str(target))
            replace(source, target)

        monkeypatch.setattr("dossier.placing.os.replace", between)
        placing.write_together(files)
        assert contents(next(iter(files)).parent) == dict.fromkeys(("table", "card"), b"new and longer")
        assert not list(storage.unfinished().iterdir())


def test_what_was_left_behind_long_ago_is_deleted(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_WORK", str(tmp_path))
    old, new = (storage.staged(storage.unfinished(), name, b"") for name in ("old", "new"))
    long_ago = new.stat().st_mtime - 2 * placing.LEFT_BEHIND
    os.utime(old, (long_ago, long_ago))
    placing.recover()
    assert list(storage.unfinished().iterdir()) == [new]


def test_files_to_take_along_and_the_page_that_offers_them_change_together(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_WORK", str(tmp_path / "work"))
    built = tmp_path / "html"
    (built / SHELF).parent.mkdir(parents=True)
    (built / SHELF).write_text('<code class="take-along">book.pdf</code>', encoding="utf-8")
    (built / "index.html").write_text("front", encoding="utf-8")
    kept = shutil.copytree(built, tmp_path / "kept")
    old, files = contents(built), {"book.pdf": b"%PDF"}

    def put():
        shelf.put(built, files, [], "sums")

    put()
    new = contents(built)
    assert {*new} - {*old} == {"take-along/book.pdf"}
    assert b'href="../take-along/book.pdf"' in new[SHELF]
    for _ in killed_at_every_point(put):
        assert contents(built) in (old, new)
        put()
        assert contents(built) == new
        shutil.rmtree(built)
        shutil.copytree(kept, built)
    assert contents(built) == new
