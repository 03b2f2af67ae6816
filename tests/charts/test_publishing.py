"""What every published figure has, and that it is the same on every run."""

import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from dossier import names
from dossier.charts import Exhibit, publish, publishing
from dossier.charts.style import canvas, heading
from dossier.errors import FigureError


def exhibit(**changes):
    figure, axes = canvas(3)
    axes.bar([2015, 2016], [3, 5])
    heading(figure, "A message", "Things counted, number")
    sound = Exhibit(
        figure=figure,
        title="A message",
        caption="How to read it.",
        alt="Two bars: 3 in 2015 and 5 in 2016.",
        data=pd.DataFrame({"year": [2015, 2016], "things": [3, 5]}),
        tables=("arms/transfers",),
    )
    return dataclasses.replace(sound, **changes)


@pytest.fixture
def figures(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_FIGURES", str(tmp_path))
    return tmp_path


def test_it_writes_picture_data_and_words_and_shows_them(figures):
    published = publish(exhibit(), "r1-test-figure")
    assert sorted(path.suffix for path in figures.iterdir()) == [".csv", ".json", ".png", ".svg"]
    about = json.loads((figures / "r1-test-figure.json").read_text())
    assert about["source"] == "SIPRI Arms Transfers Database, release of March 2022"
    assert about["licence"]["title"] == "CC BY 4.0"
    assert (figures / "r1-test-figure.csv").read_text() == "year,things\n2015,3\n2016,5\n"
    page = published.to_myst()
    for part in (
        ":name: r1-test-figure",
        ":alt: A message. Two bars",
        "How to read it.",
        "Source: SIPRI",
    ):
        assert part in page
    shown = published._repr_mimebundle_()
    assert "data:image/png;base64," in shown["text/html"]
    assert shown["text/plain"] == about["alt"]


def test_a_long_list_of_releases_is_counted_in_the_line_and_kept_whole_in_the_file(figures):
    tables = tuple(name for name in names() if not name.startswith("evidence/"))[:30]
    published = publish(exhibit(tables=tables), "r1-test-figure")
    sources = json.loads((figures / "r1-test-figure.json").read_text())["sources"]
    releases = {source["release"] for source in sources}
    assert {source["table"] for source in sources} == set(tables)
    assert published.source.startswith(f"{len(releases)} releases of ")
    assert not any(release in published.source for release in releases)


@pytest.mark.parametrize("amount", [-1e-13, 1e-13])
def test_the_last_digit_of_the_layout_changes_no_byte(figures, amount):
    publish(exhibit(), "r1-test-figure")
    sound = {path.name: path.read_bytes() for path in figures.iterdir()}
    nudged = exhibit()
    engine = nudged.figure.get_layout_engine()
    solve = engine.execute

    def execute(figure):
        solve(figure)
        for axes in figure.axes:
            axes.set_position(axes.get_position(original=True).translated(amount, amount), which="original")
            axes.set_in_layout(True)

    engine.execute = execute
    publish(nudged, "r1-test-figure")
    assert {path.name: path.read_bytes() for path in figures.iterdir()} == sound


def test_a_sum_of_fractions_and_a_year_beside_a_gap_are_written_plainly(figures):
    data = pd.DataFrame({"year": [2015, None], "share": [0.1 + 0.2, 1e-7], "usd": [8_708_123.255, 2.0]})
    publish(exhibit(data=data), "r1-test-figure")
    written = (figures / "r1-test-figure.csv").read_text()
    assert written == "year,share,usd\n2015,0.3,8708123.255\n,1e-07,2\n"


def test_words_in_the_vector_file_stay_words(figures):
    publish(exhibit(), "r1-test-figure")
    drawn = (figures / "r1-test-figure.svg").read_text(encoding="utf-8")
    assert ">A message</text>" in drawn
    assert "Source Sans Pro" in drawn


def test_what_is_dense_enters_the_vector_file_as_pixels(figures):
    dense = exhibit()
    axes = dense.figure.axes[0]
    axes.scatter(np.linspace(2015, 2016, publishing.DENSE + 1), np.linspace(0, 5, publishing.DENSE + 1))
    publish(dense, "r1-test-figure")
    drawn = (figures / "r1-test-figure.svg").read_text(encoding="utf-8")
    assert drawn.count("data:image/png;base64,") == 1
    assert drawn.count("<use ") < publishing.DENSE


def test_two_runs_give_the_same_bytes(figures):
    publish(exhibit(), "r1-test-figure")
    first = {path.name: path.read_bytes() for path in figures.iterdir()}
    publish(exhibit(), "r1-test-figure")
    assert {path.name: path.read_bytes() for path in figures.iterdir()} == first


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"title": ""}, "no title"),
        ({"title": "A message."}, "a title with a full stop"),
        ({"caption": " "}, "no caption"),
        ({"alt": ""}, "no alt"),
        ({"alt": "Two bars."}, "alt text without a number"),
        ({"data": pd.DataFrame()}, "no data behind the picture"),
        ({"tables": ()}, "no source"),
    ],
)
def test_a_figure_that_lacks_something_is_refused_and_leaves_nothing(figures, changes, complaint):
    with pytest.raises(FigureError, match=complaint):
        publish(exhibit(**changes), "r1-test-figure")
    assert not list(figures.iterdir())


@pytest.mark.parametrize("bad", ["Figure 1", "r1", "r1_test", "R1-test", "../r1-test"])
def test_an_id_that_could_not_stay_is_refused(figures, bad):
    with pytest.raises(FigureError, match="not a figure id"):
        publish(exhibit(), bad)


def test_a_retired_id_is_refused_by_name_and_leaves_nothing(figures, monkeypatch):
    monkeypatch.setitem(publishing.RETIRED, "r1-x", "r1-y")
    with pytest.raises(FigureError, match=r"figure r1-x.*retired and leads to r1-y"):
        publish(exhibit(), "r1-x")
    assert not list(figures.iterdir())
