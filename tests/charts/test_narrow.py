"""The form of a figure for phones: words large enough, none outside or over another, the same data."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from dossier import load, paths
from dossier.charts import allegations, narrow, record, style
from dossier.charts import arms as arms_charts
from dossier.charts import figure as declared
from dossier.charts import support as support_charts
from dossier.charts.figure import Drawn, figure
from dossier.errors import FigureError
from dossier.indicators import arms, background, support

WORDS = """# {{ n }} things were seen in the two years that were looked at, which is a long message

Things counted, number

caption: {{ n }} things.

alt: Bars: {{ n }}.

columns:
- n: Things
"""
#: CSS pixels of a window, and what the page takes of it beside a picture.
PHONE, MARGINS = 390, 32


@pytest.fixture
def declare(tmp_path, monkeypatch):
    monkeypatch.setattr(declared, "FOLDER", tmp_path)
    (tmp_path / "r4-things.md").write_text(WORDS, encoding="utf-8")
    return lambda draw: figure("r4-things", reads=("economy/trade_imf",))(draw)()


def drawn(picture, rows=(1, 2)):
    return Drawn(picture, pd.DataFrame({"n": rows}), {"n": 3}, True)


def pixels(points):
    return points / 72 * (PHONE - MARGINS) / style.NARROW


def test_the_least_words_have_twelve_pixels_on_a_phone():
    assert pixels(style.LEAST) >= 12


def test_panels_side_by_side_stand_one_below_another_with_their_labels(declare):
    def draw():
        picture, panels = style.canvas(4, columns=2, sharey=True)
        for axes in panels:
            axes.barh(["One", "Two"], [1, 2])
        return drawn(picture)

    exhibit = declare(draw)
    assert exhibit.figure.get_figwidth() == style.WIDTH
    assert exhibit.narrow.get_figwidth() == style.NARROW
    left, right = (axes.get_position() for axes in exhibit.narrow.axes)
    assert left.y0 >= right.y1
    assert left.x0 == pytest.approx(right.x0, abs=0.01)
    for axes in exhibit.narrow.axes:
        assert [label.get_text() for label in axes.get_yticklabels()] == ["One", "Two"]
        assert all(label.get_visible() for label in axes.get_yticklabels())
    assert narrow.faults(exhibit.narrow) == []


def test_small_words_long_labels_many_ticks_and_a_wide_legend_are_made_to_fit(declare):
    def draw():
        picture, axes = style.canvas(4)
        for name in ("a long name", "another long name", "one more long name", "the longest name of all"):
            axes.plot(range(30), label=name)
        axes.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.1), fontsize=7)
        axes.set_xticks(range(30), [str(1990 + year) for year in range(30)])
        axes.set_yticks([0, 29], ["Nothing that anybody has seen", "More than anybody has ever seen"])
        return drawn(picture)

    exhibit = declare(draw)
    assert {fault.kind for fault in narrow.faults(exhibit.figure)} >= {"small", "overlap"}
    assert narrow.faults(exhibit.narrow) == []
    (axes,) = exhibit.narrow.axes
    assert {text.get_text() for text in axes.get_legend().texts} == {
        "a long name",
        "another long name",
        "one more long name",
        "the longest name of all",
    }


def test_a_picture_grows_until_its_words_part_and_not_beyond(declare):
    def draw(rows):
        picture, axes = style.canvas(2)
        axes.barh(range(rows), [1] * rows)
        axes.set_yticks(range(rows), [f"Row {row}" for row in range(rows)])
        return drawn(picture)

    few, many = declare(lambda: draw(3)), declare(lambda: draw(14))
    assert few.narrow.get_figheight() < many.narrow.get_figheight()
    assert narrow.faults(many.narrow) == []


def test_other_data_for_phones_stop_the_build(declare):
    with pytest.raises(FigureError, match="it draws other data for phones"):
        declare(lambda: drawn(style.canvas()[0], (1, 2 if style.is_narrow() else 3)))


def test_words_outside_are_found():
    picture = Figure((3.7, 2))
    picture.text(0.9, 0.5, "Words that leave the picture", size=10)
    assert [(fault.kind, fault.words) for fault in narrow.faults(picture)] == [
        ("outside", ("Words that leave the picture",))
    ]


def russian_arms_for_pakistan():
    deals = arms.deals_between(load("arms/register"), "RUS", "PAK")
    return arms_charts.what_russia_sent(load("arms/russia_to_pakistan"), deals)


def every_event():
    return record.events_by_kind(background.parts(load("evidence/timeline")), 2013)


def every_allegation():
    return allegations.allegations(load("evidence/allegations").query("standing == 'allegation'"))


def named_supporters():
    named = support.named_supporters(load("conflict/support"))
    return support_charts.supporters_by_year(named, ["RUS", "PAK", "USA"], pd.Timestamp("2015-01-26"))


@pytest.mark.parametrize(
    "drawn_from_tables", [russian_arms_for_pakistan, every_event, every_allegation, named_supporters]
)
def test_figures_of_the_book_are_sound_on_a_phone(drawn_from_tables):
    assert narrow.faults(drawn_from_tables().narrow) == []


def test_years_run_down_where_a_cell_would_be_too_narrow_for_its_number():
    exhibit = named_supporters()
    (wide,), (slim,) = exhibit.figure.axes, exhibit.narrow.axes
    first, last = exhibit.data["year"].agg(["min", "max"])
    assert wide.get_xlim() == (first - 0.5, last + 0.5)
    assert slim.get_ylim() == (last + 0.5, first - 0.5)
    assert sorted(text.get_text() for text in slim.texts) == sorted(
        text.get_text() for text in wide.texts if text.get_text().isdigit()
    )


def test_every_figure_of_the_book_has_the_form():
    published = paths.ROOT / "figures"
    figures = {path.stem for path in published.glob("*.json")}
    assert {path.name.removesuffix(".narrow.png") for path in published.glob("*.narrow.png")} == figures
