// Narrows a list of claims, events or figures down in place. All is there without it; the address holds what is chosen.
(() => {
  "use strict";
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function codes(item, name) {
    if (item.dataset[name] !== undefined) return item.dataset[name].split(" ");
    const start = `${name}-`;
    return [...item.classList].filter((each) => each.startsWith(start)).map((each) => each.slice(start.length));
  }

  function start(form) {
    const { filter: what, things } = form.dataset;
    const count = form.nextElementSibling;
    const items = [...document.querySelectorAll(what)];
    const parts = [...document.querySelectorAll("section")].filter(
      (part) => part.querySelector(what) && !part.querySelector("section")
    );
    const texts = new Map(items.map((item) => [item, plain(`${item.dataset.words ?? ""} ${item.textContent}`)]));
    const names = [...new Set([...form.elements].map(({ name }) => name).filter(Boolean))];
    const fits = {
      words: (item, [words]) => plain(words).split(/\s+/).every((word) => texts.get(item).includes(word)),
      from: (item, [year]) => Number(item.dataset.last) >= Number(year),
      to: (item, [year]) => Number(item.dataset.first) <= Number(year),
    };

    function chosen() {
      const data = new FormData(form);
      const all = names.map((name) => [name, data.getAll(name).map((value) => value.trim()).filter(Boolean)]);
      return all.filter(([, values]) => values.length);
    }

    function fitting(item, choice) {
      return choice.every(([name, values]) =>
        fits[name] ? fits[name](item, values) : values.some((value) => codes(item, name).includes(value))
      );
    }

    function show() {
      const choice = chosen();
      for (const item of items) item.hidden = !fitting(item, choice);
      for (const part of parts) part.hidden = !part.querySelector(`:is(${what}):not([hidden])`);
      const shown = items.filter((item) => !item.hidden).length;
      count.textContent = `${shown} of ${items.length} ${things}${shown ? "" : ": nothing fits, widen the choice"}`;
      return choice;
    }

    function remember(choice) {
      const query = new URLSearchParams(choice.map(([name, values]) => [name, values.join(",")]));
      const search = query.toString().replaceAll("%2C", ",");
      history.replaceState(null, "", location.pathname + (search && `?${search}`) + location.hash);
    }

    function recall() {
      const query = new URLSearchParams(location.search);
      for (const control of form.elements) {
        const value = query.get(control.name) ?? "";
        if (control.type === "checkbox") control.checked = value.split(",").includes(control.value);
        else if (control.name) control.value = value;
        // What no option says stands for any.
        if (control.tagName === "SELECT" && control.selectedIndex < 0) control.selectedIndex = 0;
      }
    }

    // A link to one thing wins over a choice that would hide it.
    function reveal() {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)).toLowerCase());
      const exact = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? target;
      if (!exact?.matches(what)) return;
      const folded = exact.matches("details:not([open])");
      if (!exact.hidden && !folded) return;
      if (exact.hidden) {
        form.reset();
        remember(show());
      }
      if (folded) exact.open = true;
      exact.scrollIntoView();
    }

    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => remember(show()), 150);
    });
    form.addEventListener("reset", () => setTimeout(() => remember(show())));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", reveal);
    addEventListener("popstate", () => {
      recall();
      show();
      reveal();
    });
    form.hidden = count.hidden = false;
    recall();
    show();
    reveal();
  }

  for (const form of document.querySelectorAll("form.filter")) start(form);
})();
