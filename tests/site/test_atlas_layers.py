"""The data behind the map and the arms explorer agree with the tables and with the published figures."""

import json
import re

import numpy as np
import pandas as pd
import pytest
import shapely

from dossier import load, paths, words
from dossier.charts import colours, maps
from dossier.site import arms_explorer, atlas, atlas_page
from dossier.site import sheet as drawing
from dossier.site.sheet import Sheet, path

VENDOR = paths.ROOT / "dossier" / "site"


@pytest.fixture(scope="module")
def layers():
    return {layer.id: layer for layer in atlas.layers()}


def figure(name):
    return pd.read_csv(paths.ROOT / "figures" / f"{name}.csv")


def numbers(text):
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


def test_fights_with_is_are_those_of_the_figure(layers):
    published = figure("r1-is-events-by-year")
    for frame in layers["is"].frames:
        drawn = published[published["year"].eq(frame.first)]
        assert len(frame.items) == len(drawn)
        assert f"{words.count(drawn['best'].sum())} " in frame.summary
        assert sum(numbers(row[1])[0] for row in frame.rows) == len(drawn)
        assert sum(numbers(row[2])[0] for row in frame.rows) == drawn["best"].sum()
    in_2016 = next(frame.summary for frame in layers["is"].frames if frame.first == 2016)
    assert in_2016 == "2016: 231 of 243 recorded events, 2,242 of 2,322 recorded deaths; most in Nangarhar"


def test_the_war_is_that_of_the_figure(layers):
    published = figure("r3-war-events-by-district")
    for frame in layers["war"].frames:
        drawn = published[published["year"].eq(frame.first)].dropna(subset="events")
        drawn = drawn[drawn["events"].gt(0)]
        assert len(frame.items) == len(drawn)
        assert sum(numbers(row[1])[0] for row in frame.rows) == drawn["events"].sum()
        assert sum(numbers(row[2])[0] for row in frame.rows) == drawn["deaths"].sum()


def test_votes_are_those_of_the_figure(layers):
    published = figure("r3-state-reach")
    layer = layers["reach"]
    assert len(layer.outlines) == len(layer.frames[0].items) == 399
    for frame in layer.frames:
        known = published[published["year"].eq(frame.first)].dropna(subset="per_hundred")
        unknown = len(layer.groups) - 1
        assert sum(item[0] != unknown for item in frame.items) == len(known)
        assert sum(item[0] == 0 for item in frame.items) == known["per_hundred"].eq(0).sum()
        assert sum(item[0] <= 1 for item in frame.items) == known["per_hundred"].lt(1).sum()


def test_every_site_field_and_pipeline_with_a_place_is_drawn(layers):
    sites, world = load("economy/mineral_sites"), load("economy/deposits")
    major = world["state"].isin(sites["state"].unique()) & world["latitude"].notna()
    assert len(layers["sites"].frames[0].items) == sites["latitude"].notna().sum() + major.sum()
    fields = load("economy/fields_and_mines")["kind"].eq("oil or gas field").sum()
    pipelines = load("economy/gas_pipelines")
    assert len(layers["energy"].frames[0].items) == fields + len(pipelines)
    assert "of which Afghan: 0;" in layers["energy"].frames[0].summary
    assert "(proposed)" in layers["energy"].frames[0].summary


@pytest.mark.parametrize(
    ("layer", "recipients"),
    [("arms-pak", ["PAK"]), ("arms-ind", ["IND"]), ("arms-afg", ["AFG", "mujahedin", "northern-alliance"])],
)
def test_windows_of_arms_add_up_to_the_table(layers, layer, recipients):
    transfers = load("arms/transfers")
    own = transfers[transfers["recipient"].isin(recipients)]
    for frame in layers[layer].frames:
        within = own[own["year"].between(frame.first, frame.last)]
        listed = sum(0 if "under" in row[2] else numbers(row[2])[0] for row in frame.rows)
        assert listed == within["tiv_million"].sum()
    assert layers[layer].frames[0].first == transfers["year"].min()
    assert layers[layer].frames[-1].last == transfers["year"].max()


@pytest.mark.parametrize(("first", "windows"), [(1952, 14), (1950, 15), (2017, 1), (2021, 1)])
def test_windows_leave_no_year_out(first, windows):
    found = atlas.windows_to(first, 2021)
    assert len(found) == windows
    assert [year for start, end in found for year in range(start, end + 1)] == list(range(first, 2022))


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
    base = atlas_page.base(Sheet(), {})
    for kind, look in maps.BOUNDARIES.items():
        style = re.search(rf'class="border {kind}" style="([^"]*)" d="M', base)[1]
        assert f"--day:{look['color']}" in style
        assert ("stroke-dasharray" in style) == ("linestyle" in look)


@pytest.mark.parametrize("recipient", arms_explorer.RECIPIENTS)
def test_the_explorer_holds_the_table_and_no_more(recipient):
    transfers = load("arms/transfers").query("recipient == @recipient")
    found = arms_explorer.recipient_data(transfers, recipient)
    rows = {(each["code"], year): value for each in found["suppliers"] for year, value in each["values"]}
    assert rows == transfers.set_index(["supplier", "year"])["tiv_million"].to_dict()
    assert words.count(transfers["tiv_million"].sum()) in found["summary"]


def test_the_totals_without_scripts_are_those_of_the_table():
    page = arms_explorer.markup()
    russia = load("arms/transfers").query("supplier == 'RUS' and recipient == 'IND'")["tiv_million"].sum()
    row = re.search(r'<th scope="row">Russia</th>(.*?)</tr>', page)[1]
    assert words.count(russia) in row
    assert set(arms_explorer.RECIPIENTS) == set(load("arms/transfers")["recipient"])


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
