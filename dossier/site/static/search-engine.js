// Reads a query and answers it from the index of the book: `bookSearch(index)` returns `ask` and `excerpt`.
// It knows nothing of the page. A word is found as it is written, with its other spellings and as a beginning;
// only where that finds nothing are slips forgiven.
window.bookSearch = (index) => {
  "use strict";
  // What MiniSearch multiplies: a word in a title says more than one in the text.
  const FIELDS = { title: 2, of: 0.3 };
  const KINDS = { page: 3, figure: 1.2, event: 1.2, claim: 1.1, table: 0.7, source: 0.3 };
  const CALLED = 10; // a place whose title is what is asked for
  const NAMED = 3; // one whose title holds all of several words, as they are asked for
  const ELSEWHERE = 0.6; // a page that says nothing of it but in its parts, which come first
  const SLIP = 0.2; // letters that may differ, as a share of the word
  const BEGINNING = 4; // letters from which a word stands for all that begin with it
  const PARTS = new Set(["section", "figure"]);
  const COMMON = new Set(
    ("a about after all also an and any are as at be because been before being but by can could did do does for from " +
      "had has have he her his how i if in into is it its may more most no nor not of on one only or other our out " +
      "over she should so some such than that the their them then there these they this those to under until up us " +
      "was we were what when where which while who whom whose why will with within without would you your").split(" ")
  );
  // Names that would be common words if capitals did not count.
  const CAPITALS = new Set(["IS", "US"]);
  const NUMBER = "\\p{N}+(?:[.,]\\p{N}+)*(?![\\p{L}\\p{N}])";
  const LETTERS = "[\\p{L}\\p{M}\\p{N}]+";
  const WORD = new RegExp(`${NUMBER}|${LETTERS}(?:['’]${LETTERS})*(?:-${LETTERS})*`, "gu");

  const plain = (word) => {
    const stem = word.normalize("NFKD").replace(/\p{M}|['’]s?$/gu, "");
    return CAPITALS.has(stem) ? stem : stem.replace(/['’]/g, "").toLowerCase();
  };
  // A thousand is one number with its comma and without.
  const kept = (word) => (/^\p{N}/u.test(word) ? word.replaceAll(",", "") : plain(word));

  // Joined and in its parts: "S-300" is found as s300 and 300, "IS-Khorasan" as iskhorasan, IS and khorasan.
  function terms(word) {
    const parts = word.split("-").map(kept);
    const all = parts.length > 1 ? [parts.join("").toLowerCase(), ...parts] : parts;
    return all.filter((term) => term && !COMMON.has(term));
  }

  const mini = new window.minisearch.MiniSearch({
    idField: "id",
    fields: ["title", "of", "text", "whole"],
    tokenize: (text) => text.match(WORD) ?? [],
    processTerm: (word) => terms(word),
    searchOptions: {
      tokenize: (term) => [term],
      processTerm: (term) => term,
      boost: FIELDS,
      boostDocument: (id) => KINDS[places[id].kind] ?? 1,
    },
  });
  // The page that a place is a part of: a figure has a page of its own and stands on another.
  const around = (page) => (index.pages[page] in index.pages ? index.pages[page] : page);
  const places = index.places.map(([kind, page, anchor, title, text], id) => {
    const of = kind === "page" ? "" : index.pages[around(page)];
    return { id, kind, page, anchor, title, of, text, whole: "" };
  });
  // A page is found by the words of its parts, too.
  const pages = new Map(places.filter(({ kind }) => kind === "page").map((place) => [place.page, place]));
  for (const { page, title, text } of places.filter(({ kind }) => PARTS.has(kind))) {
    pages.get(around(page)).whole += `${title}. ${text} `;
  }
  mini.addAll(places);

  const EXACT = { fuzzy: false, prefix: false };
  const all = (queries) => (queries.length === 1 ? queries[0] : { combineWith: "AND", queries, ...EXACT });
  const any = (queries) => (queries.length === 1 ? queries[0] : { combineWith: "OR", queries });

  // What a word of a query asks for: a compound of words as a whole or in its parts, one with a digit or a letter by
  // itself ("S-300", "IS-K") as a whole.
  function wanted(word) {
    const [whole, ...parts] = terms(word);
    const ofWords = parts.length && parts.every((part) => part.length > 1 && !/\p{N}/u.test(part));
    return ofWords ? any([whole, all(parts)]) : whole;
  }

  const words = (text) => text.match(WORD) ?? [];
  const key = (names) => names.map((name) => kept(name.replaceAll("-", ""))).join(" ");
  const spellings = new Map();
  for (const group of index.spellings) for (const name of group) spellings.set(key(words(name)), group);
  const LONGEST = Math.max(...[...spellings.keys()].map((name) => name.split(" ").length));

  // Split a query into what is asked for, each word or name with all its spellings, and what is left out.
  function read(query) {
    let said = words(query);
    const capital = (word) => (CAPITALS.has(word.toUpperCase()) ? word.toUpperCase() : word);
    if (said.every((word) => COMMON.has(plain(word)))) said = said.map(capital);
    const asked = [];
    const leftOut = [];
    for (let at = 0; at < said.length; ) {
      let size = Math.min(LONGEST, said.length - at);
      while (size && !spellings.has(key(said.slice(at, at + size)))) size -= 1;
      const name = said.slice(at, at + Math.max(size, 1)).join(" ");
      if (size) {
        const group = spellings.get(key(said.slice(at, at + size)));
        asked.push({ said: name, others: group, query: any(group.map((each) => all(words(each).map(wanted)))) });
      } else if (terms(name).length) asked.push({ said: name, others: [], query: wanted(name) });
      else leftOut.push(name);
      at += Math.max(size, 1);
    }
    return { asked, leftOut };
  }

  const long = (term) => term.length >= BEGINNING && !/^\p{N}/u.test(term);
  const STRICT = { fuzzy: false, prefix: long };
  const FORGIVING = { fuzzy: (term) => (/\p{N}/u.test(term) ? false : SLIP), prefix: (term) => !/^\p{N}/u.test(term) };
  // How a word can be found: as it is written, with a slip, or not at all.
  function settled(word) {
    for (const options of [STRICT, FORGIVING]) {
      const query = { combineWith: "AND", queries: [word.query], ...options };
      const hits = mini.search(query);
      if (hits.length) return { ...word, query, slip: options === FORGIVING && surface(hits[0]) };
    }
    return { ...word, query: null };
  }

  // The word of the book that a slip stands for, as the book writes it.
  function surface({ id, terms: matched }) {
    const { title, text } = places[id];
    return words(`${title} ${text}`).find((word) => terms(word).some((term) => matched.includes(term)));
  }

  const bare = (text) => words(text).map(kept).join(" ");
  function rank(hits, query) {
    const sought = bare(query);
    const called = ({ kind, title }) =>
      (kind !== "term" && bare(title) === sought) || (kind === "claim" && bare(title).startsWith(`${sought} `));
    const named = ({ title }) => sought.includes(" ") && ` ${bare(title)} `.includes(` ${sought} `);
    const inParts = ({ match }) => Object.values(match).every((fields) => fields.every((field) => field === "whole"));
    const boost = (place) => (called(place) ? CALLED : named(place) ? NAMED : 1);
    const worth = (hit) => hit.score * boost(places[hit.id]) * (inParts(hit) ? ELSEWHERE : 1);
    return hits
      .map((hit) => ({ ...places[hit.id], terms: new Set(hit.terms), score: worth(hit) }))
      .sort((one, other) => other.score - one.score || one.id - other.id);
  }

  // Answer a query: places, the best first, and what became of each word.
  function ask(query) {
    const { asked, leftOut } = read(query);
    const settledWords = asked.map(settled);
    const there = settledWords.filter((word) => word.query);
    const queries = there.map((word) => word.query);
    let hits = there.length ? mini.search({ combineWith: "AND", queries }) : [];
    const partly = there.length > 0 && hits.length === 0;
    if (partly) hits = mini.search({ combineWith: "OR", queries });
    return {
      hits: rank(hits, query),
      partly,
      leftOut,
      missing: settledWords.filter((word) => !word.query).map((word) => word.said),
      slips: there.filter((word) => word.slip).map((word) => [word.said, word.slip]),
      others: there.filter((word) => !word.slip && word.others.length).map((word) => word.others),
    };
  }

  // The stretch of a text that holds most of what was asked for, as pieces that are marked or not.
  function excerpt(place, length = 240) {
    const marked = (text) =>
      [...text.matchAll(WORD)]
        .map((word) => ({ from: word.index, to: word.index + word[0].length, met: terms(word[0]) }))
        .filter(({ met }) => met.some((term) => place.terms.has(term)));
    const text = [place.text, place.whole].find((each) => marked(each).length) ?? place.text;
    const marks = marked(text);
    const within = (first) => marks.filter(({ from, to }) => from >= first.from && to <= first.from + length);
    const worth = (first) => new Set(within(first).flatMap(({ met }) => met)).size;
    const best = marks.slice(0, 200).reduce((one, next) => (one && worth(one) >= worth(next) ? one : next), null);
    const start = best && best.from > length / 3 ? text.lastIndexOf(" ", best.from - length / 4) + 1 : 0;
    const stop = start + length >= text.length ? text.length : text.lastIndexOf(" ", start + length);
    const pieces = start ? [{ text: "… ", marked: false }] : [];
    let at = start;
    for (const { from, to } of marks.filter((mark) => mark.from >= start && mark.to <= stop)) {
      pieces.push({ text: text.slice(at, from), marked: false }, { text: text.slice(from, to), marked: true });
      at = to;
    }
    pieces.push({ text: text.slice(at, stop) + (stop < text.length ? " …" : ""), marked: false });
    return pieces.filter((piece) => piece.text);
  }

  return { ask, excerpt, size: places.length };
};
