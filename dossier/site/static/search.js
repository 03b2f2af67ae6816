// The search page: asks the index while words are typed, shows what is found and says what became of each word.
(() => {
  "use strict";
  const SHOWN = 30; // places shown at once
  const PAUSE = 200; // milliseconds without a key after which the index is asked
  const MARKED = 4; // letters from which a word is worth marking on the page found
  const KINDS = {
    page: "Page",
    section: "Section",
    claim: "Claim",
    table: "Table",
    term: "Term",
    source: "Source",
    event: "Event",
    figure: "Figure",
  };
  const form = document.querySelector(".book-search");
  const field = form.elements.q;
  const status = document.getElementById("search-status");
  const results = document.getElementById("search-results");
  let engine = null; // made of the index when first asked, which takes half a second

  const quoted = (words) => words.map((word) => `“${word}”`).join(", ");

  function element(name, content, attributes = {}) {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...[content].flat());
    return made;
  }

  // What is said of an answer, to eyes and to screen readers.
  function told(answer) {
    const { hits, partly, leftOut, missing, slips, others } = answer;
    const said = [hits.length === 1 ? "1 place found." : `${hits.length} places found.`];
    if (partly) said.push("No place holds all of these words; each of these holds some.");
    for (const [word, shown] of slips) said.push(`“${word}” is not in the book; shown is “${shown}”.`);
    if (missing.length) said.push(`Not in the book: ${quoted(missing)}.`);
    for (const group of others) said.push(`Counted as one: ${group.join(", ")}.`);
    if (leftOut.length) said.push(`Left out as too common: ${quoted(leftOut)}.`);
    return said.join(" ");
  }

  // The address of a place; Sphinx marks the words named there on the page that opens.
  function address({ page, anchor }, pieces) {
    const words = pieces.filter((piece) => piece.marked && piece.text.length >= MARKED);
    const marks = [...new Set(words.map((piece) => piece.text.toLowerCase()))].join(" ");
    const query = marks ? `?${new URLSearchParams({ highlight: marks })}` : "";
    return `${page}.html${query}${anchor ? `#${anchor}` : ""}`;
  }

  function item(place) {
    const pieces = engine.excerpt(place);
    const where = [KINDS[place.kind], place.of].filter(Boolean).join(" · ");
    const shown = pieces.map(({ text, marked }) => (marked ? element("mark", text) : text));
    return element("li", [
      element("a", place.title, { href: address(place, pieces) }),
      element("p", where, { className: "search-where" }),
      element("p", shown, { className: "context" }),
    ]);
  }

  // Show places from one number on, and a button for those that follow.
  function list(hits, from, into) {
    const added = hits.slice(from, from + SHOWN).map(item);
    into.append(...added);
    if (from) added[0].querySelector("a").focus();
    const left = hits.length - from - added.length;
    if (left <= 0) return;
    const more = element("button", `Show ${Math.min(left, SHOWN)} more of ${left}`, { type: "button", className: "btn" });
    more.addEventListener("click", () => {
      more.remove();
      list(hits, from + SHOWN, into);
    });
    results.append(more);
  }

  function show() {
    const query = field.value.trim();
    results.replaceChildren();
    status.textContent = query && !engine ? "Reading the index …" : "";
    if (query && engine) answer(engine.ask(query));
    else if (query) requestAnimationFrame(() => setTimeout(start));
  }

  function start() {
    engine ??= window.bookSearch(window.bookIndex);
    show();
  }

  function answer(given) {
    status.textContent = told(given);
    if (!given.hits.length) return;
    const found = element("ol", [], { className: "search" });
    results.append(found);
    list(given.hits, 0, found);
  }

  function remember() {
    const query = new URLSearchParams(field.value.trim() ? { q: field.value.trim() } : {}).toString();
    history.replaceState(null, "", location.pathname + (query && `?${query}`));
  }

  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      show();
      remember();
    }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    show();
    remember();
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) show();
  else field.focus();
})();
