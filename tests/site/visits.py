"""One visit to a page collects all that is asked of it; each fact then fails by its own name."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from importlib import resources
from itertools import pairwise

from dossier.verdicts.scale import VERDICTS

KILOBYTE = 1000
#: Bytes that a page and its pictures may weigh.
PAGE = 1500 * KILOBYTE
#: Characters in a line of text, on the average of a page; lines of one paragraph vary around it.
MEASURE = (60, 80)
#: Widths at which nothing may stick out either: a laptop's window at 200 % zoom, and the narrowest phone.
NARROW = (640, 320)
#: Scheme and width. A rule of axe looks at colours or at room, and none at both: two opposite states find what four
#: would; `make check` looks at all four.
OPPOSITE = (("light", 1280), ("dark", 390))
CROSSED = (("dark", 1280), ("light", 390))
#: What the policy of every page says, apart from the scripts that it allows and where a `<base>` may lead.
POLICY = {
    "default-src": "'none'",
    "style-src": "'self' file:",
    "object-src": "'none'",
    "form-action": "'self' file:",
}
#: axe's rules for WCAG 2.0 to 2.2, levels A and AA, and its best practices.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}
AXE = """rules => axe.run(document, rules).then(found => found.violations.map(rule =>
    [rule.id, rule.nodes.length, rule.nodes[0].html.slice(0, 200), rule.nodes[0].failureSummary]))"""
#: Cards, claims and forms are unfolded. Code is not, except here: it looks alike everywhere and is slow to check.
CODE_SHOWN = {"chapters/reason-1/pakistan.html"}
#: A few of a kind speak for the others: with all claims open, axe needs minutes.
UNFOLD = (
    """kind => [...document.querySelectorAll(kind)].slice(0, 6).forEach(folded => { folded.open = true })"""
)
#: Load at once the pictures that are seen, or all.
DRAW = """all => [...document.images].filter(image => all || image.checkVisibility())
    .forEach(image => { image.loading = 'eager' })"""
#: Notes what a page wanted to load or run against its policy; to be run before the page's own scripts.
WATCH = """window.refused = []; document.addEventListener('securitypolicyviolation', event => window.refused.push(
    `${event.effectiveDirective}: ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`))"""
#: The policies that a page states, and what stands before the first and could load or run.
POLICIES = """() => {
  const stated = [...document.querySelectorAll("head > meta[http-equiv=Content-Security-Policy]")];
  const before = [...document.querySelectorAll("script, link, style")].filter((each) =>
    stated[0]?.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING);
  return [...stated.map((each) => each.content), ...before.map((each) => each.outerHTML)];
}"""
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOK = """() => {
  const article = document.querySelector(".bd-article");
  if (!article) return {lines: [], headings: [1], verdicts: [], callouts: [], lede: 0};
  const seen = (node) => node.checkVisibility();
  const lines = [...article.querySelectorAll("section > p")].filter(seen).flatMap((paragraph) => {
    const height = parseFloat(getComputedStyle(paragraph).lineHeight);
    const rows = Math.round(paragraph.getBoundingClientRect().height / height);
    return rows < 4 ? [] : [paragraph.textContent.length / (rows - 0.5)];
  });
  return {
    lines,
    headings: [...article.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).map((each) => +each.tagName[1]),
    verdicts: [...article.querySelectorAll(".verdict")].map((each) => ({
      words: each.textContent.trim().toLowerCase(),
      marks: each.querySelectorAll("svg[aria-hidden=true]").length,
    })),
    callouts: [...article.querySelectorAll(".callout > h2")].map((each) => each.firstChild.textContent),
    lede: article.querySelectorAll(".lede > strong:first-child").length,
  };
}"""


@dataclass
class Visit:
    """What one page shows and asks for in one state of the browser, as a first visit."""

    name: str
    scheme: str
    width: int
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    overflow: dict[int, int] = field(default_factory=dict)
    violations: list[list] = field(default_factory=list)
    look: dict = field(default_factory=dict)
    loaded: dict[str, tuple[str, int]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def weight(self, *kinds: str) -> int:
        return sum(size for kind, size in self.loaded.values() if not kinds or kind in kinds)


class Visitor:
    """Visits pages, each in each state at most once a session."""

    def __init__(self, chromium, address: str):
        self.chromium, self.address = chromium, address
        self.axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
        self.known: dict[tuple, Visit] = {}

    def visit(self, name: str, state: tuple[str, int]) -> Visit:
        if (name, state) not in self.known:
            self.known[name, state] = self._visit(name, *state)
        return self.known[name, state]

    def _visit(self, name: str, scheme: str, width: int) -> Visit:
        seen = Visit(name, scheme, width)
        # A browser takes what it has kept of another page: each visit is the first.
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        answers = []
        page.on("request", lambda request: seen.requested.append(request.url))
        page.on("response", lambda answer: answers.append(answer))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("console", lambda said: seen.complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{self.address}/{name}", wait_until="load")
        self._draw(page, seen, answers)
        page.evaluate("document.fonts.ready")
        seen.look = page.evaluate(LOOK)
        seen.policies = page.evaluate(POLICIES)
        for wide in (*NARROW, width) if width > max(NARROW) else (width,):
            page.set_viewport_size({"width": wide, "height": 900})
            seen.overflow[wide] = page.evaluate(STICKS_OUT)
        page.evaluate(self.axe)
        if name in CODE_SHOWN:
            page.locator(".code-switch").click()
        page.evaluate(UNFOLD, "details:not(.hide)")
        seen.violations = page.evaluate(AXE, RULES)
        seen.refused = page.evaluate("window.refused")
        context.close()
        return seen

    @staticmethod
    def _draw(page, seen: Visit, answers: list) -> None:
        """Draw every picture as far as the end: what is not for this scheme stays unasked for while it is weighed."""
        page.evaluate(DRAW, False)
        page.wait_for_function("() => [...document.images].every(i => i.loading === 'lazy' || i.complete)")
        # The server of these tests packs nothing, so its headers say what a file weighs.
        for answer in list(answers):
            size = int(answer.headers.get("content-length", 0))
            seen.loaded[answer.url] = (answer.request.resource_type, size)
        page.evaluate(DRAW, True)
        page.wait_for_function("() => [...document.images].every(image => image.complete)")
        seen.broken = page.evaluate(
            "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        )


def _foreign(seen: Visit, address: str) -> list[str]:
    return [url for url in seen.requested if not url.startswith((address, "data:", "blob:"))]


def _complaints(seen: Visit) -> list[str]:
    """The page for an unknown address loads nothing, so a browser asks for an icon that is not there."""
    return [said for said in seen.complaints if not (seen.name == "404.html" and "404" in said)]


def _jumps(seen: Visit) -> list[str]:
    levels = seen.look["headings"]
    if levels[:1] != [1] or levels.count(1) != 1:
        return [f"it has the headings {levels[:4]} and {levels.count(1)} titles"]
    return [f"level {one} to {next_}" for one, next_ in pairwise(levels) if next_ > one + 1]


def _verdicts(seen: Visit) -> list[str]:
    return [
        f"{each['words']!r} with {each['marks']} marks"
        for each in seen.look["verdicts"]
        if each["words"] not in VERDICTS or each["marks"] != 1
    ]


def _measure(seen: Visit) -> list[str]:
    lines = seen.look["lines"]
    if seen.width < 1000 or len(lines) < 2 or not seen.name.startswith("chapters/"):
        return []
    mean = statistics.mean(lines)
    return [] if MEASURE[0] <= mean <= MEASURE[1] else [f"{mean:.0f} characters in a line"]


def _heavy(seen: Visit) -> list[str]:
    weight = seen.weight("document", "image")
    return [f"{weight} bytes"] if weight > PAGE else []


def _unguarded(seen: Visit) -> list[str]:
    """One policy, the strictest that the book can have, before all that it is for; and nothing refused by it."""
    stated, *more = seen.policies or [""]
    told = dict(each.split(" ", 1) for each in stated.split("; ") if " " in each)
    lax = [name for name, wanted in POLICY.items() if not told.get(name, "").startswith(wanted)]
    lax += [
        each
        for each in ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:")
        if each in stated.split()
    ]
    return [*lax, *more, *seen.refused]


#: Each fact that is asked of every page: its name, and what a visit says against it.
FACTS = {
    "asks no other host": _foreign,
    "logs nothing in the console": lambda seen, _: _complaints(seen),
    "fits windows of every width": lambda seen, _: [
        f"{out} pixels wider than a window of {width}" for width, out in seen.overflow.items() if out > 0
    ],
    "breaks no rule of axe": lambda seen, _: seen.violations,
    "states a policy and keeps to it": lambda seen, _: _unguarded(seen),
    "draws every picture": lambda seen, _: seen.broken,
    "has headings in order": lambda seen, _: _jumps(seen),
    "has verdicts with a word and one mark": lambda seen, _: _verdicts(seen),
    "has lines of a readable length": lambda seen, _: _measure(seen),
    "is not heavy": lambda seen, _: _heavy(seen),
}


def faults(fact: str, visits: list[Visit], address: str) -> list[str]:
    """Return what speaks against a fact, page by page."""
    found = []
    for seen in visits:
        against = FACTS[fact](seen, address)
        if against:
            found.append(f"{seen.name}, {seen.scheme} at {seen.width}: {against[0]}")
    return found
