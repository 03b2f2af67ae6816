"""Borders, areas and scale of the base maps."""

import pyproj
import pytest
import shapely

import dossier
from dossier.charts import maps


@pytest.fixture(scope="module")
def base():
    return maps.layers()


def state_at(base, longitude, latitude):
    found = base.countries[base.countries.contains(shapely.Point(longitude, latitude))]
    return found["iso3"].tolist()


def test_simferopol_lies_in_ukraine(base):
    assert state_at(base, 34.10, 44.95) == ["UKR"]


def test_natural_earth_has_its_242_units_and_the_area_of_ukraine_includes_crimea(base):
    assert len(base.countries) == 242
    ukraine = base.countries[base.countries["iso3"] == "UKR"].to_crs("ESRI:54034").area.sum() / 1e6
    assert ukraine == pytest.approx(599_008, rel=0.005)


def test_the_province_areas_add_up_to_the_published_area_of_the_polygons(base):
    assert base.provinces["area_km2"].sum() == pytest.approx(641_959, abs=5)
    assert len(base.provinces) == 34


def test_districts_nest_in_provinces():
    districts = dossier.load("maps/afghan_districts")
    provinces = dossier.load("maps/afghan_provinces").set_index("pcode")["area_km2"]
    summed = districts.groupby("province")["area_km2"].sum()
    assert (summed - provinces).abs().max() < 1


def test_each_kind_of_disputed_boundary_is_in_the_layer(base):
    kinds = set(base.boundary_lines["kind"])
    assert {"durand-line", "line-of-control", "crimea"} <= kinds
    durand = base.boundary_lines.query("kind == 'durand-line'")
    length = durand.to_crs(maps.REGION.crs).length.sum() / 1000
    # 2,245 km at 1:10m before simplification; usually given as about 2,640 km on the ground.
    assert length == pytest.approx(2245, rel=0.05)


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (maps.AFGHANISTAN, ["Durand Line", "Line of Control", "no opinion"]),
        (maps.REGION, ["Durand Line", "Kashmir", "no opinion"]),
        (maps.SYRIA, ["Golan Heights", "no opinion"]),
    ],
    ids=["Afghanistan", "region", "Syria"],
)
def test_every_map_says_what_is_disputed_in_its_view(base, view, said):
    figure, _ = maps.map_canvas(view, base, focus=None)
    words = " ".join(" ".join(text.get_text().split()) for text in figure.texts)
    for phrase in said:
        assert phrase in words


def test_no_map_of_syria_speaks_of_kashmir(base):
    assert "Kashmir" not in maps.standing_notes(maps.SYRIA, base)


@pytest.mark.parametrize("view", [maps.AFGHANISTAN, maps.REGION, maps.SYRIA], ids=["afg", "region", "syria"])
def test_the_scale_bar_is_as_long_as_it_says(base, view):
    _, axes = maps.map_canvas(view, base, focus=None)
    bar = axes.lines[-1]
    back = pyproj.Transformer.from_crs(view.crs, "EPSG:4326", always_xy=True).transform
    ends = [back(x, y) for x, y in zip(*bar.get_data(), strict=True)]
    _, _, metres = pyproj.Geod(ellps="WGS84").inv(*ends[0], *ends[1])
    assert metres / 1000 == pytest.approx(view.scale_km, rel=0.005)
