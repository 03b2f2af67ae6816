"""What is taken from the theme: scripts, styles and icons that no page uses, and faults of its pages."""

import base64
import io

import pytest
from fontTools.ttLib import TTFont

from dossier.errors import DossierError
from dossier.site import icons, purge, trim
from dossier.site.tidy import tidy

NAMES = {"card", "open", "x"}


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        (".card{a:b}.gone{a:b}", ".card{a:b}"),
        (".card .gone, .card.open p>a{a:b}", ".card.open p>a{a:b}"),
        ("#x{a:b}#y{a:b}", "#x{a:b}"),
        ("p:not(.gone){a:b}:is(.gone,p){a:b}", "p:not(.gone){a:b}:is(.gone,p){a:b}"),
        ("[data-x=gone]{a:b}", "[data-x=gone]{a:b}"),
        ("@media print{.gone{a:b}}@media print{.gone{}.card{a:b}}", "@media print{.card{a:b}}"),
        ("@supports (a:b){@media print{.gone{a:b}}}", ""),
        ("@keyframes gone{to{a:b}}", "@keyframes gone{to{a:b}}"),
        ("/*! licence *//* words */.card{a:b}", "/*! licence */.card{a:b}"),
        ('.card{content:"; /* } ";a:url(data:x;y)}', '.card{content:"; /* } ";a:url(data:x;y)}'),
    ],
)
def test_a_rule_goes_only_if_it_can_match_nothing(sheet, kept):
    assert purge.purge(sheet, NAMES) == kept


def test_a_word_of_a_script_counts_as_a_name():
    names = purge.names_in(['<p class="a b" id="c"></p><script>give("d-e")</script>'], ["x.add('f')"])
    assert {"a", "b", "c", "d-e", "f"} <= names


def test_an_address_follows_its_sheet():
    sheet = "a{b:url(../v/x.woff2)}c{d:url('data:e')}f{g:url(#h)}"
    assert purge.moved(sheet, "styles", "") == sheet.replace("../v/x.woff2", "v/x.woff2")


PAGE = '<i class="fas fa-lg fa-download"></i><span class="theme-switch fa-solid fa-sun"></span>'


def test_icons_are_those_that_a_page_shows():
    assert icons.shown({"a.html": PAGE}) == {"fa-download": "a.html", "fa-sun": "a.html"}


def test_an_icon_of_a_brand_is_refused_by_name():
    with pytest.raises(DossierError, match=r"a\.html.*fa-github"):
        icons.shown({"a.html": '<i class="fa-brands fa-github"></i>'})


def test_an_icon_that_the_theme_does_not_draw_is_refused_by_name(tmp_path):
    with pytest.raises(DossierError, match=r"a\.html.*fa-nonesuch"):
        icons.face(tmp_path, {"fa-nonesuch": "a.html"}, '.fa-sun:before{content:"\\f185"}')


def test_the_font_of_icons_holds_them_and_no_other(book):
    sheet = (book.html / "_static" / "theme.css").read_text(encoding="utf-8")
    encoded = sheet.partition("font/woff2;base64,")[2].partition(")")[0]
    font = TTFont(io.BytesIO(base64.b64decode(encoded)))
    pages = {str(path): path.read_text(encoding="utf-8") for path in book.html.rglob("*.html")}
    assert len(font.getBestCmap()) == len(icons.shown(pages))


HEAD = (
    '<link rel="preload" as="script" href="../_static/scripts/bootstrap.js?d=1">'
    '<script src="../_static/scripts/fontawesome.js?d=1"></script>'
    '<script src="../_static/doctools.js?v=2"></script><script src="../searchindex.js"></script>'
    '<script type="application/ld+json">{"a": "<br />"}</script>'
    "<script>DOCUMENTATION_OPTIONS.pagename = 'chapters/index';</script>"
)


def test_a_page_loads_the_scripts_that_it_uses_and_waits_for_none():
    assert trim._with_few_scripts(HEAD) == (
        '<script defer src="../_static/doctools.js?v=2"></script>\n'
        '<script type="application/ld+json">{"a": "<br />"}</script>'
    )
    searching = trim._with_few_scripts(HEAD + '<div id="search-results"></div>')
    assert '<script src="../searchindex.js"></script>' in searching


def test_a_file_that_is_gone_and_still_loaded_stops_the_build(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "a.html").write_text('<script src="_static/bootstrap.js"></script>', encoding="utf-8")
    with pytest.raises(DossierError, match=r"a\.html.*_static/bootstrap\.js"):
        trim._check(tmp_path, {"a.html": ""})


def test_a_script_of_the_theme_that_says_something_else_stops_the_build(tmp_path):
    (name,) = trim.MENDED
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text("function I(){}")
    with pytest.raises(DossierError, match=r"pydata-sphinx-theme\.js: the theme no longer says"):
        trim._mend_scripts(tmp_path)


def test_no_page_and_no_sheet_names_a_file_that_was_removed(book):
    static = book.html / "_static"
    assert not [pattern for pattern in trim.REMOVED if any(path.is_file() for path in static.glob(pattern))]
    for path in (*book.html.rglob("*.html"), *static.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        gone = [name for name in ("vendor/fontawesome", "fontawesome.js", "bootstrap.js") if name in text]
        assert not gone, path


@pytest.mark.parametrize(
    ("fault", "mended"),
    [
        ('<p class="collapsed admonition-title">a</p>', '<span class="collapsed admonition-title">a</span>'),
        ('<th class="head text-right">', '<th scope="col" class="head text-right">'),
        ('<i class="fas fa-x"></i>', '<i class="fas fa-x" aria-hidden="true"></i>'),
        ('<a class="fair"></a><br/>', '<a class="fair"></a><br>'),
        ("<pre>a\n\n\n  b \n</pre>\n\n\n  c", "<pre>a\n\n\n  b \n</pre>\n  c"),
        ('<svg><path d="a"/></svg>', '<svg><path d="a"/></svg>'),
        (
            '<li class="toctree-l2 current active"><a class="x" href="#">',
            '<li class="toctree-l2 current active"><a aria-current="page" class="x" href="#">',
        ),
        (
            '<li class="toctree-l1 current active has-children"><a class="x" href="../a.html">',
            '<li class="toctree-l1 current active has-children"><a class="x" href="../a.html">',
        ),
    ],
)
def test_a_fault_of_the_theme_is_mended_once(fault, mended):
    assert tidy(fault) == mended
    assert tidy(mended) == mended


def test_the_first_page_of_all_is_a_page():
    door = tidy('<meta http-equiv="Refresh" content="0; url=chapters/index.html" />\n')
    assert door.startswith("<!DOCTYPE html>")
    assert '<a href="chapters/index.html">' in door
