"""From a file as its publisher offers it to the files that recipes read, so that the recipes stay as they are."""

from __future__ import annotations

import csv
import gzip
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from dossier import catalogue
from dossier.errors import SourceError
from dossier.ingest import reading
from dossier.ingest.reading import REFETCH, WHOLE
from dossier.ingest.states import SPELLINGS
from dossier.ingest.world_bank import INDICATORS
from dossier.refresh import archive, events
from dossier.refresh.events import EVENT, STATE, Wanted

#: Name of a file among the sources, `dataset/file`, to its content.
Files = dict[str, bytes]

#: Events that the book maps: Afghanistan, Syria, Russia and Central Asia, and the Islamic State anywhere.
MAPPED = Wanted({"AFG", "SYR", "RUS", "KAZ", "KGZ", "TJK", "TKM", "UZB"}, sides={"IS"})
#: The war in Syria is judged by the months that its own release covers.
SYRIAN_MONTHS = ("2016-01-01", "2019-11-30")
#: The region is shown from the year of the older extract, and as closely placed as there.
REGION_FROM, CLOSE = 1999, (1, 2)
#: A projection in which distances in Afghanistan are metres.
METRES = "EPSG:32642"
#: Columns of the Afghan extract that say from which joined file a row comes; the full file leaves none out.
UNSELECTED = ["in_a", "in_b", "in_c", "in_d"]
UNITED = "ucdp-ged-afg-union"
#: Codes back to a name that recipes know.
NAMES = {code: name for name, code in SPELLINGS.items()}
KINDS = {"state-based": 1, "non-state": 2, "one-sided": 3}


def ucdp_events(path: Path) -> Files:
    """Return what the maps of events read, from UCDP's full event file."""
    found = events.read(path, EVENT, MAPPED)
    afghan = found[found["country"].eq("AFG")]
    first, last = map(pd.Timestamp, SYRIAN_MONTHS)
    syrian = found[found["country"].eq("SYR") & found["date_start"].between(first, last)]
    abroad = found[found["country"].ne("AFG") & found["year"].ge(REGION_FROM)]
    near = abroad[abroad["where_prec"].isin(CLOSE)]
    near = near.assign(country=near["country"].replace(NAMES))
    whole = events.read(path, {"conflict_new_id": WHOLE, "country": STATE, "year": WHOLE, "best": WHOLE})
    counted = whole.rename(columns={"conflict_new_id": "conflict_id", "country": "ISO"})
    return {
        f"{UNITED}/ged_afg_union_1989_2022.csv.gz": _csv(_placed(afghan)),
        f"{UNITED}/completeness.csv": _csv(_complete(afghan), packed=False),
        "ucdp-ged-syria-2016-2019/ged_syria_2016_2019.csv.gz": _csv(syrian),
        "ucdp-ged-21-1-precise/ged211_prec12_region_is_1999_2020.csv.gz": _csv(near),
        "ucdp-ged-events-lite-1999-2018/ged_events_lite_1999_2018.csv.gz": _csv(
            counted[counted["year"].ge(REGION_FROM)]
        ),
    }


def _placed(afghan: pd.DataFrame) -> pd.DataFrame:
    """Add province and district by the point; a point on the wrong side of the border gets the nearest."""
    points = gpd.points_from_xy(afghan["longitude"], afghan["latitude"], crs="EPSG:4326").to_crs(METRES)
    districts = catalogue.load("maps/afghan_districts").to_crs(METRES)
    near = districts.iloc[shapely.STRtree(districts.geometry.array).nearest(points)]
    return afghan.assign(
        event_key="GED-" + afghan["id"].astype("str"),
        geo_adm1_pcode=near["province"].to_numpy(),
        geo_adm2_pcode=near["pcode"].to_numpy(),
        **dict.fromkeys(UNSELECTED, 1),
    )


def _complete(afghan: pd.DataFrame) -> pd.DataFrame:
    """Count events and deaths held for the rows of the table of completeness; what is on record stays."""
    asked = catalogue.load("conflict/afghan_event_coverage")
    by_kind = asked["side_a"].eq("all")
    kind = asked["side_b"].map(KINDS).where(by_kind)
    rows = [
        afghan[afghan["year"].eq(year) & (afghan["type_of_violence"].eq(of_kind) if whole else of_conflict)]
        for year, whole, of_kind, of_conflict in zip(
            asked["year"],
            by_kind,
            kind,
            (afghan["conflict_new_id"].eq(each) for each in asked["conflict_id"].fillna(-1)),
            strict=True,
        )
    ]
    held, deaths = [len(each) for each in rows], [each["best"].sum() for each in rows]
    names = {"annual_table": "official_source", "deaths_recorded": "deaths_official"}
    return asked.rename(columns=names).assign(
        events_here=held, events_lite=held, deaths_here=deaths, deaths_lite=deaths
    )


def ucdp_candidates(path: Path) -> Files:
    """Return Afghan events with the candidate events of the running year after them.

    Candidates are checked less than the yearly file, which replaces them; so only those after its last day count.
    """
    held = catalogue.load("conflict/afghan_events")
    last = held["date"].max()
    found = events.read(path, EVENT, Wanted({"AFG"}))
    later = found[found["date_start"] > last]
    if not later.empty and later["year"].min() > last.year + 1:
        raise SourceError(
            path,
            f"its events begin in {later['year'].min()}, and those of conflict/afghan_events end in {last.year}",
            "events of the year after those",
            "Take the full event file too: it is the release ucdp-events.",
        )
    names = {"date": "date_start", "province": "geo_adm1_pcode", "district": "geo_adm2_pcode"}
    unselected = (~held["selected_only"]).astype("int64")
    before = held.rename(columns=names).assign(
        type_of_violence=held["type_of_violence"].map(KINDS), **dict.fromkeys(UNSELECTED, unselected)
    )
    together = pd.concat([before, _placed(later)[list(before.drop(columns="selected_only"))]])
    return {f"{UNITED}/ged_afg_union_1989_2022.csv.gz": _csv(together)}


def ucdp_dyad_deaths(path: Path) -> Files:
    """Return the battle-related deaths of the dyads that the book follows, each from its first year there."""
    with archive.unzipped(path) as zipped, zipped.open(archive.member(zipped, path)) as stream:
        rows = pd.read_csv(stream, dtype="str", keep_default_na=False)
    missing = [name for name in ("dyad_id", "year") if name not in rows]
    if missing:
        raise SourceError(
            f"{path}, column {missing[0]}", "not in the header", "a row a dyad and year", REFETCH
        )
    followed = catalogue.load("conflict/battle_deaths_to_2025").groupby("dyad_id")["year"].min()
    first = pd.to_numeric(rows["dyad_id"], errors="coerce").map(followed)
    kept = rows[pd.to_numeric(rows["year"], errors="coerce") >= first]
    name = "ucdp-brd-dyadic-26-1-extract/brd_dyadic_26_1_afg_region.csv"
    return {name: _csv(kept, packed=False)}


def ucdp_country_years(path: Path) -> Files:
    """Return UCDP's country-years, as they are."""
    return {"ucdp-country-year-25-1/organizedviolencecy_v25_1.csv.gz": _packed(path)}


def ucdp_dyads(path: Path) -> Files:
    """Return UCDP's dyads, as they are."""
    return {"ucdp-dyadic-25-1/ucdp-dyadic-251.csv.gz": _packed(path)}


def ucdp_battle_deaths(path: Path) -> Files:
    """Return UCDP's battle-related deaths by conflict, as they are."""
    return {"ucdp-brd-conflict-24-1/BattleDeaths_v24_1_conf.csv.gz": _packed(path)}


def ucdp_non_state(path: Path) -> Files:
    """Return UCDP's non-state conflicts, as they are."""
    return {"ucdp-nonstate-22-1/ucdp-nonstate-221.csv.gz": _packed(path)}


def world_bank_gdp(path: Path) -> Files:
    """Return the World Bank's table of one indicator with a row a state and year, not a column a year."""
    rows = _long(path).drop(columns="Indicator Code")
    return {"wdi-gdp/gdp.csv": _csv(rows, packed=False)}


def world_bank_afghanistan(path: Path) -> Files:
    """Return the World Bank's table of one state with a row an indicator and year."""
    names = {"Country Code": "iso3", "Indicator Code": "indicator", "Year": "year", "Value": "value"}
    rows = _long(path).rename(columns=names)[list(names.values())]
    return {"wdi-afg-rents-oda/wdi_afg.csv": _csv(rows[rows["indicator"].isin(INDICATORS)], packed=False)}


def _long(path: Path) -> pd.DataFrame:
    with archive.unzipped(path) as zipped:
        content = zipped.read(archive.member(zipped, path, "API_"))
    lines = content.decode("utf-8-sig", "replace").splitlines(keepends=True)
    header = next((at for at, line in enumerate(lines) if line.startswith('"Country Name"')), None)
    if header is None:
        found = reading.oddities(content, ",")
        problem = "; ".join(["it has no header that begins with Country Name", *found])
        raise SourceError(path, problem, "a table with a column a year", REFETCH)
    wide = pd.read_csv(io.StringIO("".join(lines[header:])), dtype="str", keep_default_na=False)
    years = [name for name in wide if name.isdigit()]
    named = ["Country Name", "Country Code", "Indicator Code"]
    rows = wide.melt(named, years, var_name="Year", value_name="Value")
    return rows[rows["Value"] != ""]


def un_ideal_points(path: Path) -> Files:
    """Return the ideal points, whether separated by commas or, as Dataverse gives them, by tabs."""
    content = path.read_bytes()
    separator = "\t" if b"\t" in content.split(b"\n", 1)[0] else ","
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator)
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return {"un-ideal-points/un_ideal_points_1946_2024.csv": written.getvalue().encode()}


def natural_earth(path: Path) -> Files:
    """Return a layer of Natural Earth with its columns in small letters."""
    with archive.unzipped(path):
        layer = gpd.read_file(path)
    named = layer.rename(columns={name: name.lower() for name in layer if name != "geometry"})
    return {f"natural-earth-physical-places/{_layer_name(path)}.fgb": _layer(named)}


def _layer_name(path: Path) -> str:
    for word, name in {
        "places": "populated_places_10m",
        "lakes": "lakes_50m",
        "rivers": "rivers_50m",
    }.items():
        if word in path.name:
            return name
    raise SourceError(path, "no layer that the book reads", "places, lakes or rivers", REFETCH)


def _layer(frame: gpd.GeoDataFrame) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "layer.fgb")
        frame.to_file(file, driver="FlatGeobuf")
        return file.read_bytes()


def _packed(path: Path) -> bytes:
    """Return the table of an archive, packed as the sources of the book are."""
    with archive.unzipped(path) as zipped:
        return gzip.compress(zipped.read(archive.member(zipped, path)), mtime=0)


def _csv(frame: pd.DataFrame, packed: bool = True) -> bytes:
    content = frame.to_csv(index=False, lineterminator="\n").encode()
    return gzip.compress(content, 1, mtime=0) if packed else content


#: Reader of each layout, by the name that `releases.toml` gives.
LAYOUTS: dict[str, Callable[[Path], Files]] = {
    each.__name__: each
    for each in (
        ucdp_events,
        ucdp_candidates,
        ucdp_dyad_deaths,
        ucdp_country_years,
        ucdp_dyads,
        ucdp_battle_deaths,
        ucdp_non_state,
        world_bank_gdp,
        world_bank_afghanistan,
        un_ideal_points,
        natural_earth,
    )
}
