// What the book's search page adds to Sphinx's: a title that is asked for comes first, results show the sentence
// and not the code, and all of it works from a folder, where a page may not read its neighbours.
(() => {
  const DROPPED = "script, style, .headerlink, .cell_input, details.hide, .tips, .onlyprint";
  const bare = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const asked = bare(new URLSearchParams(window.location.search).get("q") || "");

  Scorer.score = (result) => {
    const [name, title, , , score] = result;
    if (name === "chapters/claims" && /^c\d\d$/.test(asked)) {
      result[2] = `#${asked}`; // a claim has an address of its own
      return score + 200;
    }
    const named = bare(title);
    if (named === asked) return score + 200;
    return named.includes(asked) && asked.length > 3 ? score + 20 : score;
  };

  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("article") || page.querySelector("[role=main]");
    if (!main) return "";
    const part = (anchor && main.querySelector(`[id="${CSS.escape(anchor.slice(1))}"]`)) || main;
    for (const each of part.querySelectorAll(DROPPED)) each.remove();
    let said = part.textContent;
    for (let next = part.nextElementSibling; part.matches("dt") && next?.matches("dt, dd"); ) {
      said += ` ${next.textContent}`; // a term of the glossary says nothing without what follows it
      next = next.matches("dd") ? null : next.nextElementSibling;
    }
    return said.replace(/\s+/g, " ");
  };

  if (window.location.protocol !== "file:") return;
  let texts = null;
  const loaded = () => {
    texts ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = "searchtexts.js";
      script.onload = () => resolve(window.bookTexts);
      script.onerror = () => resolve({});
      document.head.append(script);
    });
    return texts;
  };
  window.fetch = (address) =>
    loaded().then((all) => ({ text: () => all[String(address).replace(/^(\.\/)*|\.html$/g, "")] || "" }));
})();
