"""The policy of a page: what it allows, where its hashes come from, and that no word widens it."""

import base64
import hashlib
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from dossier.site import policy
from dossier.site.retired import page as retired_page


def hashed(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def stated(**context):
    """Directives of the policy that a page with this context states first of all."""
    policy.impose(None, "a", "page.html", context, None)
    first = BeautifulSoup(context["metatags"], "html.parser").find(True)
    assert (first.name, first["http-equiv"]) == ("meta", "Content-Security-Policy")
    return dict(each.split(" ", 1) for each in first["content"].split("; "))


def test_a_page_loads_its_own_files_and_runs_nothing_inline():
    found = stated(metatags='<script src="https://192.0.2.1/"></script>', body="<script>alert(1)</script>")
    assert found == {
        "default-src": "'none'",
        "script-src": "'self' file:",
        "style-src": "'self' file:",
        "img-src": "'self' file: data:",
        "font-src": "'self' file:",
        "connect-src": "'self' file:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self' file:",
    }


def test_what_the_theme_hands_to_a_page_runs_by_its_hash_whatever_it_is():
    scripts = [
        SimpleNamespace(attributes={"body": "theme()"}),
        SimpleNamespace(attributes={"defer": "defer"}),
    ]
    assert stated(script_files=scripts)["script-src"].split() == ["'self'", "file:", hashed("theme()")]


def test_a_button_that_runs_a_line_of_its_own_is_left_out_since_a_strict_host_refuses_it():
    link, runs = {"type": "link", "url": "a"}, {"type": "javascript", "javascript": "window.print()"}
    context = {"header_buttons": [runs, {"type": "group", "label": "downloads", "buttons": [link, runs]}]}
    policy.impose(None, "a", "page.html", context, None)
    assert context["header_buttons"] == [{"type": "group", "label": "downloads", "buttons": [link]}]


@pytest.mark.parametrize(
    "address", ["https://a/; script-src *", "https://a/ 'unsafe-inline'", 'https://a/">']
)
def test_an_address_in_the_citation_widens_no_policy(address):
    found = stated(base=address)
    assert found["script-src"] == "'self' file:"
    assert " " not in found["base-uri"]
    assert found["base-uri"].startswith("https://a/")


def test_a_page_outside_the_frame_states_it_too():
    page = BeautifulSoup(retired_page("r1-old", "<b>New</b>", "figures/r1-new.html"), "html.parser")
    assert page.head.select("meta[http-equiv=Content-Security-Policy]")
    assert not page.select("script, style, [style], b")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://192.0.2.1/a", True),
        ("mailto:a@b", True),
        ("../figures/a.html#b", True),
        ("javascript:alert(1)", False),
        (" JavaScript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,a", False),
    ],
)
def test_a_link_leads_to_a_page_or_is_words(address, kept):
    link = nodes.reference("", "words", refuri=address)
    paragraph = nodes.paragraph("", "", link)
    policy.unlink(None, paragraph, "a")
    assert (link in paragraph.children, paragraph.astext()) == (kept, "words")
