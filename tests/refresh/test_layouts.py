"""Files as publishers offer them, in the layout that recipes read."""

import gzip
import io
import json

import pandas as pd
import pytest

from dossier.errors import SourceError
from dossier.refresh import layouts
from dossier.refresh.listing import newest
from dossier.refresh.releases import FILE, chosen, releases
from tests.refresh.conftest import zipped

#: As the World Bank's site gives it: a mark of the byte order, two lines and empty ones before the header, a comma
#: at the end of each line.
WORLD_BANK = (
    '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-13",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",\n'
    '"Afghanistan","AFG","GDP (current US$)","NY.GDP.MKTP.CD","14000000000","",\n'
    '"Korea, Rep.","KOR","GDP (current US$)","NY.GDP.MKTP.CD","1","2",\n'
)
IDEAL = (
    "ccode,iso3c,countryname,year,idealpointfp\n2.0,USA,United States,1946.0,1.66\n"
    '710.0,CHN,"China, P. R.",1946.0,1\n'
)


def file(folder, name, content):
    (folder / name).write_bytes(content)
    return folder / name


def test_a_column_a_year_becomes_a_row_a_year(tmp_path):
    path = file(tmp_path, "gdp.zip", zipped("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", WORLD_BANK.encode()))
    (content,) = layouts.world_bank_gdp(path).values()
    assert content.decode().splitlines() == [
        "Country Name,Country Code,Year,Value",
        "Afghanistan,AFG,2022,14000000000",
        '"Korea, Rep.",KOR,2022,1',
        '"Korea, Rep.",KOR,2023,2',
    ]


def test_of_a_state_only_what_the_book_reads_is_kept(tmp_path):
    other = '"Afghanistan","AFG","Mineral rents","NY.GDP.MINR.RT.ZS","","0.5",\n'
    content = zipped("API_AFG_DS2_en_csv_v2_1.csv", (WORLD_BANK + other).encode())
    (found,) = layouts.world_bank_afghanistan(file(tmp_path, "afg.zip", content)).values()
    assert found.decode().splitlines() == ["iso3,indicator,year,value", "AFG,NY.GDP.MINR.RT.ZS,2023,0.5"]


def test_a_table_of_the_world_bank_without_its_header_is_refused(tmp_path):
    path = file(tmp_path, "gdp.zip", zipped("API_1.csv", b"a,b\n1,2\n"))
    with pytest.raises(SourceError, match="no header that begins with Country Name"):
        layouts.world_bank_gdp(path)


@pytest.mark.parametrize("separator", [",", "\t"])
def test_ideal_points_come_with_commas_or_tabs(tmp_path, separator):
    text = IDEAL.replace('"China, P. R."', "China").replace(",", separator)
    (content,) = layouts.un_ideal_points(file(tmp_path, "points.tab", text.encode())).values()
    assert pd.read_csv(io.BytesIO(content))["countryname"].tolist() == ["United States", "China"]


def test_a_table_of_ucdp_is_taken_as_it_is(tmp_path):
    path = file(tmp_path, "dyads.zip", zipped("Dyadic_v26_1.csv", b"dyad_id,year\n1,2025\n"))
    (content,) = layouts.ucdp_dyads(path).values()
    assert gzip.decompress(content) == b"dyad_id,year\n1,2025\n"


def test_dyads_are_followed_from_their_first_year_in_the_book(tmp_path):
    text = "conflict_id,dyad_id,year,version\n333,735,2013,26.1\n333,735,2014,26.1\n1,1,2025,26.1\n"
    path = file(tmp_path, "deaths.zip", zipped("BattleDeaths_v26_1.csv", text.encode()))
    (content,) = layouts.ucdp_dyad_deaths(path).values()
    assert content.decode().splitlines()[1:] == ["333,735,2014,26.1"]


class TestDeposit:
    """Of the files of a deposit the newest of a name is fetched."""

    POINTS = releases()["un-ideal-points"]

    def listed(self, *files):
        entries = [
            {"dataFile": {"id": number, "filename": name, "creationDate": day}} for number, name, day in files
        ]
        return json.dumps({"status": "OK", "data": entries}).encode()

    def test_the_newest_counts(self):
        content = self.listed(
            (3, "IdealpointsJuly2025.tab", "2025-07-28"),
            (9, "IdealpointestimatesAll_Jun2024.tab", "2024-06-01"),
            (11, "UNVotes.tab", "2026-01-01"),
        )
        assert newest(self.POINTS, content).endswith("/api/access/datafile/3")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b'{"status": "OK", "data": []}', "it names no file"),
            (b'{"status": "ERROR"}', "no list of files"),
            (b"<html>", "no list of files"),
        ],
    )
    def test_a_list_without_it_is_refused(self, content, words):
        with pytest.raises(SourceError, match=words):
            newest(self.POINTS, content)


def test_each_release_names_a_reader_and_datasets_and_tables_of_the_book():
    from dossier import catalogue
    from dossier.ingest.recipes import recipes

    made_from = {recipe.table: set(recipe.releases) for recipe in recipes()}
    for release in releases().values():
        assert release.layout in layouts.LAYOUTS
        assert release.tables
        for table in release.tables:
            catalogue.table(table)
            assert made_from[table] <= set(release.datasets), table


def test_every_address_is_of_a_publisher_and_https():
    hosts = {release.host for release in releases().values()}
    assert hosts == {"ucdp.uu.se", "api.worldbank.org", "naciscdn.org", "dataverse.harvard.edu"}
    assert all(release.address.startswith("https://") for release in releases().values())


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: text.replace('layout = "ucdp_events"', ""), "it is not whole"),
        (lambda text: text.replace("sha256 =", "sha265 ="), "it says sha265"),
        (lambda text: text.replace("[[release]]", "[[releases"), "cannot be read"),
    ],
)
def test_a_spoiled_list_of_releases_is_refused(tmp_path, spoil, words):
    spoiled = file(tmp_path, "releases.toml", spoil(FILE.read_text(encoding="utf-8")).encode())
    with pytest.raises(SourceError, match=words):
        releases(spoiled)


def test_an_unknown_release_is_refused():
    with pytest.raises(SourceError, match="ucdp-dyad: no such release; expected one of ucdp-events"):
        chosen(releases(), ["ucdp-dyad"])
    assert len(chosen(releases(), [])) == len(releases())
