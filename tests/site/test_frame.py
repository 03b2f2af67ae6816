"""The frame around each page: what is loaded, icons, names for a screen reader, and the first page of all."""

import re
from types import SimpleNamespace

import pytest
import shapely
from bs4 import BeautifulSoup

from dossier.site import frame, icons, navigation

#: What marks an element as an icon, and what sets style or size and draws nothing.
ICON = re.compile(r"fa[srb]?|fa-.+")
MANNERS = {"fas", "fa-solid", "fa-lg"}
#: What jupyter-book or the theme would load, and no page needs.
UNUSED = ("fontawesome", "thebe", "togglebutton", "require.js", "searchindex")


@pytest.fixture(scope="module")
def pages(book):
    return {
        path.relative_to(book.html).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in sorted(book.html.rglob("*.html"))
        if not {"_static", "figures"} & set(path.relative_to(book.html).parts)
    }


def loads(page):
    return [each.get("src") or each.get("href") for each in page.select("script[src], link[rel=stylesheet]")]


def test_every_icon_is_drawn(book, pages):
    sheet = (book.html / "_static" / "icons.css").read_text(encoding="utf-8")
    drawn = set(re.findall(r"\.(fa-[\w-]+) \{\n  --icon: polygon\(", sheet))
    for name, page in pages.items():
        for icon in page.select("i[class], span[class*=fa-]"):
            classes = {each for each in icon["class"] if ICON.fullmatch(each)}
            assert not classes or classes & MANNERS, f"{name}: {icon} is no solid icon"
            assert classes - MANNERS <= drawn, f"{name}: {icon} is not in icons.css"


def test_no_page_loads_what_it_does_not_use_or_what_is_not_there(book, pages):
    for name, page in pages.items():
        for address in loads(page):
            assert not any(each in address for each in UNUSED), f"{name}: {address}"
            file = (book.html / name).parent / address.partition("?")[0]
            assert file.exists(), f"{name} loads {address}"


def test_scripts_wait_for_the_page(pages):
    for name, page in pages.items():
        now = [each["src"] for each in page.select("script[src]:not([defer])")]
        assert len(now) == (name not in ("index.html", "404.html")), f"{name}: {now}"
        assert all(frame.FIRST in each for each in now), f"{name}: {now}"


def test_the_first_page_of_all_leads_to_the_first_page(pages):
    door = pages["index.html"]
    assert door.html["lang"] == "en"
    assert door.select_one("main a")["href"] == "chapters/index.html"
    assert door.select_one("meta[http-equiv=refresh]")["content"].endswith("url=chapters/index.html")


LISTED = """<ul><li class="current active"><a href="r.html">Reason 1</a><details><summary><i></i></summary>
<ul><li class="current"><a href="#">Arms</a></li></ul></details></li></ul>"""


def test_a_list_of_pages_says_what_an_arrow_unfolds_and_which_page_is_open():
    said = navigation.say(BeautifulSoup(LISTED, "html.parser"))
    assert said.summary["aria-label"] == "Pages under Reason 1"
    assert [each.get_text() for each in said.select("[aria-current=page]")] == ["Arms"]


def test_a_page_without_a_list_of_pages_is_left_alone():
    context = {}
    navigation.equip(None, "search", "search.html", context, None)
    assert context == {}


def script(name, **attributes):
    return SimpleNamespace(filename=name, attributes=attributes)


def test_the_first_script_stands_apart_others_wait_and_no_name_of_a_page_is_run():
    first, later = script(f"_static/{frame.FIRST}"), script("a.js")
    own = script(None, body="own()")
    named = script(None, body="DOCUMENTATION_OPTIONS.pagename = 'it'; alert(1); ''; ")
    context = {"script_files": [named, later, first, own]}
    frame.let_wait(None, "a", "page.html", context, None)
    assert context == {"script_files": [later, own], "first": first}
    assert [each.attributes for each in (first, later)] == [{}, {"defer": "defer"}]


def test_an_icon_is_cut_out_where_its_lines_run():
    """The outline of each icon, without its bridges, covers its lines and no more than their width."""
    for name, lines in icons.LINES.items():
        listed = icons.outline(lines, icons.FILLED.get(name, ""))
        points = [tuple(float(at.rstrip("%")) for at in each.split()) for each in listed[8:-1].split(",")[1:]]
        assert all(-1 <= at <= 101 for point in points for at in point), name
    bar = icons.outline("M3 12h18")
    points = [tuple(float(at.rstrip("%")) * 0.24 for at in each.split()) for each in bar[8:-1].split(",")[1:]]
    assert shapely.Polygon(points).area == pytest.approx(18 * 2.2 + 3.1416 * 1.1**2, rel=0.05)
