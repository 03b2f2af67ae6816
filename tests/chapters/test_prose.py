"""Numbers in prose come from code: a typed numeral in a chapter or a caption is an error."""

import ast
import re
from pathlib import Path

import pytest

from dossier import paths
from dossier.charts.figure import FOLDER, PARTS

CHAPTERS = sorted((paths.ROOT / "chapters").rglob("*.md"))
CHARTS = sorted((paths.ROOT / "dossier" / "charts").glob("*.py"))
WORDS = sorted(FOLDER.glob("*.md"))

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
YEAR = r"(?:1[89]\d\d|20\d\d)"

#: Numerals that are not figures, each kind with its reason.
ALLOWED = {
    "a day or month": rf"\b(?:\d{{1,2}}(?: ?[-–] ?\d{{1,2}})? )?{MONTH}(?: {YEAR})?\b",
    "a year, a span of years, a decade": rf"\b{YEAR}(?:s\b|\s?[-–/]\s?(?:{YEAR}|\d\d)\b|\b)",
    "a claim, test, reason, hypothesis or evidence item": (
        r"\b(?:C\d\d|T\d\.\d|[RHA]\d|E\d\d[a-d]?|[Rr]easons? \d(?:, \d)*(?: and \d)?)\b"
    ),
    "a weapon's or aircraft's name": r"\b(?:AK|RD|JF|Mi|Su|Il|An|MiG|T|F|J|FC|VT|KA|Ka)-\d+\w*\b",
    "a resolution or committee of the United Nations": (
        r"\b(?:[Rr]esolutions?|SCR|Committee)\s(?:ES-)?\d+(?:/\d+)?(?:(?:,| and)\s\d+(?:/\d+)?)*\b"
        r"|\b1988 Committee\b"
    ),
    "a release of a dataset": (
        r"\b(?:UCDP|GED|[Rr]eleases?|[Vv]ersion|ESD|ATOP|MME|COW)(?: [A-Z]\w+)* v?\d+(?:\.\d+)*"
        r"(?: and \d+(?:\.\d+)*)?\b"
    ),
    "a unit": r"\b(?:[Mm]illion SIPRI|per (?:million|1,000)|billion dollars)\b",
    "a version of Python": r"\b3\.1[123]\b",
    "a licence or standard": r"\b(?:CC BY(?:-\w+)* \d\.\d|ICD 203|ISO \d+(?:-\d)?|SHA-256|WGS 84|EPSG:\d+)\b",
    "a group's name": r"\b(?:G7|G20|SCO-8|M23)\b",
}

#: Words that are numerals. Small ones (one to ten) count things in view and are allowed.
#: After a glued figure (which `prose_of` leaves as §) they are its unit.
NUMBER_WORDS = (
    r"(?<!§ )\b(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|twice|thrice|"
    r"doubled?|tripled?|per cent|percent|percentage points?|two[- ]thirds|three[- ]quarters)\b"
)


def prose_of(text: str) -> str:
    """Return a chapter's sentences: no front matter, code, options, roles, links or quotations."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"^(`{3,}).*?^\1\s*$", "", text, flags=re.S | re.M)
    text = re.sub(r"^\s*:{3,}.*$|^\s*:[\w-]+:.*$|^\(.*\)=$", "", text, flags=re.M)
    text = re.sub(r"\{glue:text\}`[^`]*`", "§", text)
    text = re.sub(r"(?:\{[\w:.-]+\})?`[^`]*`", "", text)
    text = re.sub(r"\]\([^)]*\)|<https?://[^>]*>", "", text)
    return re.sub(r"[“\"][^“”\"]*[”\"]", "", text)


def typed_numerals(prose: str) -> list[str]:
    """Return the numerals that no allowance covers, each with the words around it."""
    for pattern in ALLOWED.values():
        prose = re.sub(pattern, lambda match: "_" * len(match.group()), prose)
    found = re.finditer(rf"\d[\d.,]*|{NUMBER_WORDS}", prose, flags=re.I)
    return [prose[max(0, match.start() - 40) : match.end() + 20].replace("\n", " ") for match in found]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.relative_to(paths.ROOT).as_posix())
def test_no_numeral_is_typed_in_a_chapter(chapter):
    prose = prose_of(chapter.read_text(encoding="utf-8"))
    assert not typed_numerals(prose)


def spoken(module: Path):
    """Yield the constant words of titles, captions and alt texts in a module of charts."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        named = None
        if isinstance(node, ast.keyword) and node.arg in ("title", "caption", "alt"):
            named = node.value
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("title", "caption", "alt"):
            named = node.value
        if named is not None:
            yield from words_in(named)


def words_in(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "§" for part in node.values)
    elif isinstance(node, ast.BinOp):
        yield from words_in(node.left)
        yield from words_in(node.right)
    elif isinstance(node, ast.IfExp):
        yield from words_in(node.body)
        yield from words_in(node.orelse)


@pytest.mark.parametrize("module", CHARTS, ids=lambda path: path.name)
def test_no_numeral_is_typed_in_a_title_caption_or_alternative_text(module):
    assert not [found for words in spoken(module) for found in typed_numerals(words)]


@pytest.mark.parametrize("words", WORDS, ids=lambda path: path.stem)
def test_no_numeral_is_typed_in_the_words_of_a_figure(words):
    parts = PARTS.fullmatch(words.read_text(encoding="utf-8").strip())
    said = " ".join(parts[part] for part in ("title", "caption", "alt"))
    said = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "§", said))
    assert not typed_numerals(said)


@pytest.mark.parametrize(
    "sentence",
    ["Russia sent 46 helicopters.", "Some 3,5 per cent.", "Twelve states voted.", "It doubled.", "12%"],
)
def test_a_typed_figure_is_found(sentence):
    assert typed_numerals(prose_of(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "On 26 January 2015, and in 2014-15 and the 1990s, it was so (C27, T1.1, R1).",
        "Russia sold the Mi-35M and the RD-93 under resolution 2513.",
        "An article said “ten thousand men”.",
        "Deaths were {glue:text}`order_days2` in all [here](https://example.org/2).",
    ],
)
def test_dates_names_quotations_and_glued_figures_pass(sentence):
    assert not typed_numerals(prose_of(sentence))
