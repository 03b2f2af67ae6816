"""The data behind the map and the arms explorer agree with the tables and with the published figures."""

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as some

from dossier import paths, words
from dossier.charts import colours, maps
from dossier.errors import FigureError
from dossier.site import arms_explorer, atlas, atlas_page, published
from dossier.site import sheet as drawing
from dossier.site.sheet import Sheet, path

VENDOR = paths.ROOT / "dossier" / "site"
AFGHANS = ["AFG", "mujahedin", "northern-alliance"]


@pytest.fixture(scope="module")
def layers():
    return {layer.id: layer for layer in atlas.layers()}


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The folder of published figures, copied so that a test may change it."""
    for layer in atlas.layers():
        for ending in ("csv", "json"):
            shutil.copy(layer.figure.figure.file(ending), tmp_path)
    monkeypatch.setenv("DOSSIER_FIGURES", str(tmp_path))
    atlas.layers.cache_clear()
    yield tmp_path
    atlas.layers.cache_clear()


def figure(name):
    return pd.read_csv(paths.ROOT / "figures" / f"{name}.csv", keep_default_na=False, na_values=[""])


def numbers(text):
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


def at(place, longitude="longitude", latitude="latitude"):
    return Sheet().points(place[longitude], place[latitude]).tolist()


def test_fights_with_is_are_those_of_the_figure(layers):
    shown = figure("r1-is-events-by-year")
    assert [frame.first for frame in layers["is"].frames] == sorted(shown["year"].unique())
    for frame in layers["is"].frames:
        drawn = shown[shown["year"].eq(frame.first)]
        assert sorted(item[2:4] for item in frame.items) == sorted(at(drawn))
        assert f"{words.count(drawn['best'].sum())} " in frame.summary
        assert sum(numbers(row[1])[0] for row in frame.rows) == len(drawn)
        assert sum(numbers(row[2])[0] for row in frame.rows) == drawn["best"].sum()
    in_2016 = next(frame.summary for frame in layers["is"].frames if frame.first == 2016)
    assert in_2016 == "2016: 231 of 243 recorded events, 2,242 of 2,322 recorded deaths; most in Nangarhar"


def test_the_war_is_that_of_the_figure(layers):
    shown = figure("r3-war-events-by-district")
    assert [frame.first for frame in layers["war"].frames] == sorted(shown["year"].unique())
    for frame in layers["war"].frames:
        drawn = shown[shown["year"].eq(frame.first)]
        assert len(frame.items) == len(drawn)
        assert sum(numbers(row[1])[0] for row in frame.rows) == drawn["events"].sum()
        assert sum(numbers(row[2])[0] for row in frame.rows) == drawn["deaths"].sum()
        assert frame.held == pytest.approx(
            drawn["events"].sum() / drawn["events_recorded"].iloc[0]
            if drawn["events_recorded"].notna().all()
            else drawn["deaths"].sum() / drawn["deaths_recorded"].iloc[0]
        )


def test_votes_are_those_of_the_figure_and_its_title(layers):
    shown, title = figure("r3-state-reach"), layers["reach"].figure.figure.title
    layer = layers["reach"]
    assert len(layer.outlines) == len(layer.frames[0].items) == 399
    for frame in layer.frames:
        known = shown[shown["year"].eq(frame.first)].dropna(subset="per_hundred")
        unknown = len(layer.groups) - 1
        assert sum(item[0] != unknown for item in frame.items) == len(known)
        assert sum(item[0] == 0 for item in frame.items) == known["per_hundred"].eq(0).sum()
        assert sum(item[0] <= 1 for item in frame.items) == known["per_hundred"].lt(1).sum()
        hardly = re.search(r"compared, (\d+) had hardly a vote", frame.summary)[1]
        assert f"{hardly} in {frame.first}" in title


def test_every_site_field_and_pipeline_with_a_place_is_drawn(layers):
    sites, energy = figure("r4-deposits-map"), figure("r4-energy-map")
    placed = sites.dropna(subset="latitude")
    assert sorted(item[2:4] for item in layers["sites"].frames[0].items) == sorted(at(placed))
    fields = energy[energy["kind"].eq("field")]
    items = layers["energy"].frames[0].items
    assert sorted(item[2:4] for item in items if isinstance(item[2], int)) == sorted(at(fields))
    lines = [item for item in items if isinstance(item[2], str)]
    assert len(lines) == len(energy) - len(fields)
    assert all(line[2].startswith("M") for line in lines)
    assert "of which Afghan: 0;" in layers["energy"].frames[0].summary
    assert "(proposed)" in layers["energy"].frames[0].summary


@pytest.mark.parametrize(
    ("layer", "recipients"), [("arms-pak", ["PAK"]), ("arms-ind", ["IND"]), ("arms-afg", AFGHANS)]
)
def test_windows_of_arms_add_up_to_the_figure(layers, layer, recipients):
    shown = figure("arms-by-recipient")
    own = shown[shown["recipient"].isin(recipients)]
    for frame in layers[layer].frames:
        within = own[own["year"].between(frame.first, frame.last)]
        listed = sum(0 if "under" in row[2] else numbers(row[2])[0] for row in frame.rows)
        assert listed == within["tiv_million"].sum()
    covered = [year for each in layers[layer].frames for year in range(each.first, each.last + 1)]
    assert covered == list(range(shown["year"].min(), shown["year"].max() + 1))


@pytest.mark.parametrize(
    ("name", "layer", "change"),
    [
        ("r1-is-events-by-year", "is", lambda rows: rows.assign(best=rows["best"] + 1)),
        ("r3-war-events-by-district", "war", lambda rows: rows.assign(events=rows["events"] + 1)),
        ("r3-state-reach", "reach", lambda rows: rows.assign(per_hundred=rows["per_hundred"] * 0)),
        ("r4-deposits-map", "sites", lambda rows: rows.assign(latitude=rows["latitude"] + 0.5)),
        ("r4-energy-map", "energy", lambda rows: rows.assign(route=rows["route"].str.replace("1", "2"))),
        ("arms-by-recipient", "arms-pak", lambda rows: rows[rows["supplier"].ne("CHN")]),
        ("arms-by-recipient", "arms-ind", lambda rows: rows[rows["supplier"].ne("RUS")]),
        ("arms-by-recipient", "arms-afg", lambda rows: rows[rows["supplier"].ne("USA")]),
    ],
)
def test_a_changed_figure_moves_its_layer(copied, name, layer, change):
    def script():
        atlas.layers.cache_clear()
        return next(each for each in atlas.layers() if each.id == layer).script()

    before = script()
    change(figure(name)).to_csv(copied / f"{name}.csv", index=False)
    assert script() != before


@pytest.mark.parametrize("module", [atlas_page, arms_explorer])
def test_a_page_is_read_anew_when_a_figure_that_it_draws_changes(module):
    noted = []
    env = SimpleNamespace(docname=module.PAGE, note_dependency=noted.append)
    module.depend(SimpleNamespace(env=env), None)
    drawn = {layer.figure.figure.id for layer in atlas.layers()}
    wanted = drawn if module is atlas_page else {"arms-by-recipient"}
    assert {Path(file).name for file in noted} == {
        f"{each}.{end}" for each in wanted for end in ("csv", "json")
    }
    noted.clear()
    env.docname = "chapters/index"
    module.depend(SimpleNamespace(env=env), None)
    assert not noted


def test_a_figure_that_lacks_a_column_or_its_meaning_is_named(copied):
    name = "r3-war-events-by-district"
    figure(name).drop(columns="deaths").to_csv(copied / f"{name}.csv", index=False)
    with pytest.raises(FigureError, match="deaths not there or not explained"):
        atlas.layers()
    with pytest.raises(FigureError, match="the figure r9-none is not there"):
        published.read("r9-none")


def test_titles_of_a_layer_s_table_have_the_meaning_that_the_figure_gives(layers):
    told = json.loads((paths.ROOT / "figures" / "r3-state-reach.json").read_text(encoding="utf-8"))
    meant = {each["name"]: each for each in told["columns"]}["per_hundred"]
    head = dict(layers["reach"].as_json()["head"])
    assert head["Per 100 residents"] == f"{meant['meaning']} ({meant['unit']})"
    for layer in layers.values():
        assert all(meaning for _, meaning in layer.as_json()["head"])


def test_the_map_opens_on_a_layer_that_is_held_whole():
    layer, frame = atlas.opening()
    assert all(each.held >= atlas.WHOLE for each in layer.frames)
    assert frame.held == max(each.held for each in layer.frames)
    before = atlas.layers()[: atlas.layers().index(layer)]
    assert all(min(each.held for each in other.frames) < atlas.WHOLE for other in before)
    page = atlas_page.markup(lambda figure: None)
    assert f'value="{layer.id}" checked' in page
    assert page.count(" checked") == 1
    assert f"<span>{frame.summary}.</span>" in page


def test_a_layer_s_script_registers_data_that_the_page_can_read(layers):
    for layer in layers.values():
        script = layer.script()
        data = json.loads(script[script.index("=", script.index("[")) + 1 : script.rindex(";")])
        assert len(data["frames"]) == len(layer.frames)
        assert layer.as_json()["file"].startswith(f"atlas/atlas-{layer.id}.js?v=")


def test_marks_can_be_seen_on_the_ground_of_the_night(layers):
    ground = colours.contrast_with_white(atlas.NIGHT_LAND)
    for layer in layers.values():
        for group in layer.groups:
            if group.shape != "area":
                assert ground / colours.contrast_with_white(group.as_json()["night"]) >= 3


def test_places_stand_where_the_projection_of_the_figures_has_them():
    plane = Sheet()
    x, y = maps.REGION.project(69.2, 34.5)
    left, top = plane.origin
    expected = [(x - left) / drawing.UNIT, (top - y) / drawing.UNIT]
    assert np.abs(plane.points(69.2, 34.5)[0] - expected).max() <= 0.5
    x0, y0, x1, y1 = plane.box(*atlas_page.VIEWS["region"])
    assert x0 < plane.points(69.2, 34.5)[0][0] < x1
    assert y0 < plane.points(69.2, 34.5)[0][1] < y1


def test_paths_are_whole_units_relative_to_their_first_point():
    square = shapely.box(0.2, 0.1, 10.4, 20.2)
    assert path(square) == "M10,0l0+20-10+0+0-20z"
    assert path(shapely.LineString([(0, 0), (0.3, 0.2), (5, -4)])) == "M0,0l5-4"
    assert path(shapely.Point(1, 1).buffer(0.1)) == ""


def test_every_kind_of_boundary_has_the_style_of_the_figures():
    base, sheet = atlas_page.base(Sheet(), {}), atlas_page.look()
    for kind, look in maps.BOUNDARIES.items():
        assert f'<path class="border {kind}" d="M' in base
        style = re.search(rf"^\.atlas \.border\.{kind}{{(.*)}}$", sheet, re.M)[1]
        assert f"--day:{look['color']}" in style
        assert ("stroke-dasharray" in style) == ("linestyle" in look)


@pytest.mark.parametrize("recipient", arms_explorer.RECIPIENTS)
def test_the_explorer_holds_the_figure_and_no_more(recipient):
    shown = figure("arms-by-recipient").query("recipient == @recipient")
    found = arms_explorer.recipient_data(arms_explorer.deliveries(), recipient)
    rows = {(each["code"], year): value for each in found["suppliers"] for year, value in each["values"]}
    assert rows == shown.set_index(["supplier", "year"])["tiv_million"].to_dict()
    assert words.count(shown["tiv_million"].sum()) in arms_explorer.summary(found)
    assert sum(share for *_, share in arms_explorer.summed(found)) == 1000


def test_the_explorer_follows_a_changed_figure(copied):
    name = "arms-by-recipient"
    rows = figure(name)
    rows.assign(tiv_million=rows["tiv_million"] * 3).to_csv(copied / f"{name}.csv", index=False)
    total = 3 * rows.query("recipient == 'PAK'")["tiv_million"].sum()
    assert f"{words.count(total)} million TIV to Pakistan" in arms_explorer.markup(arms_explorer.deliveries())


@given(some.lists(some.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_shares_add_up_to_a_hundred_per_cent_and_none_is_a_tenth_off(values):
    shares = arms_explorer.tenths(values)
    assert sum(shares) == 1000
    assert all(
        abs(share - 1000 * value / sum(values)) < 1 for share, value in zip(shares, values, strict=True)
    )


def test_the_totals_without_scripts_are_those_of_the_figure():
    page = arms_explorer.markup(arms_explorer.deliveries())
    shown = figure("arms-by-recipient")
    russia = shown.query("supplier == 'RUS' and recipient == 'IND'")["tiv_million"].sum()
    row = re.search(r'<th scope="row">Russia</th>(.*?)</tr>', page)[1]
    assert words.count(russia) in row
    assert set(arms_explorer.RECIPIENTS) == set(shown["recipient"])


def test_the_figure_of_all_recipients_agrees_with_those_of_the_chapters():
    shown = figure("arms-by-recipient")
    afghans = figure("r2-arms-to-afghans").set_index(["recipient", "supplier", "year"])["tiv_million"]
    mine = shown.set_index(["recipient", "supplier", "year"])["tiv_million"]
    assert mine.loc[afghans.index].equals(afghans)
    by_year = figure("r1-pakistan-arms-by-supplier").groupby("year")["tiv_million"].sum()
    of_pakistan = shown.query("recipient == 'PAK'").groupby("year")["tiv_million"].sum()
    assert of_pakistan.loc[by_year.index].tolist() == by_year.tolist()


@pytest.mark.parametrize(
    ("bundle", "prefix", "holder"),
    [("d3-zoom", "d3-", "Mike Bostock"), ("minisearch", "minisearch", "Luca Ongaro")],
)
def test_a_bundle_is_of_the_versions_that_its_package_names(bundle, prefix, holder):
    named = json.loads((VENDOR / "vendor" / "package.json").read_text())["dependencies"]
    ours = {name: version for name, version in named.items() if name.startswith(prefix)}
    said = ", ".join(f"{name} {version}" for name, version in ours.items())
    folder = VENDOR / "static" / "vendor"
    assert (folder / f"{bundle}.min.js").read_text(encoding="utf-8").startswith(f"/*! {said}. ")
    assert holder in (folder / f"{bundle}.LICENSE.txt").read_text(encoding="utf-8")
    lock = (VENDOR / "vendor" / "package-lock.json").read_text()
    assert '"resolved"' not in lock, "the lock names the host that one machine fetched from"
    assert not re.findall(r"https?://", lock)
    locked = json.loads(lock)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in ours} == ours
