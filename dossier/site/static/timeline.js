// Filters the list of events in place. The page says everything without it; what is chosen stands in the address.
(() => {
  const root = document.querySelector("[data-chronicle]");
  if (!root) return;
  const form = root.querySelector("form");
  const count = root.querySelector(".chronicle-count");
  const events = [...root.querySelectorAll(".chronicle-event")];
  const parts = [...root.querySelectorAll(".chronicle-part")];
  const GROUPS = ["category", "reason", "certainty"];
  const FIELDS = ["words", "from", "to"];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(events.map((event) => [event, plain(event.textContent)]));

  const chosen = () => {
    const data = new FormData(form);
    const choice = {};
    for (const name of GROUPS) choice[name] = data.getAll(name);
    for (const name of FIELDS) choice[name] = data.get(name).trim();
    return choice;
  };

  const matches = (event, choice) =>
    GROUPS.every((name) => {
      const codes = event.dataset[name].split(" ");
      return !choice[name].length || choice[name].some((code) => codes.includes(code));
    }) &&
    plain(choice.words).split(/\s+/).every((word) => texts.get(event).includes(word)) &&
    (!choice.from || Number(event.dataset.last) >= Number(choice.from)) &&
    (!choice.to || Number(event.dataset.first) <= Number(choice.to));

  const show = () => {
    const choice = chosen();
    let shown = 0;
    for (const event of events) {
      event.hidden = !matches(event, choice);
      shown += !event.hidden;
    }
    for (const part of parts) part.hidden = !part.querySelector(".chronicle-event:not([hidden])");
    count.textContent = `${shown} of ${events.length} events${shown ? "" : ": nothing fits, widen the choice"}`;
    return choice;
  };

  const remember = (choice) => {
    const query = new URLSearchParams();
    for (const name of GROUPS) if (choice[name].length) query.set(name, choice[name].join(","));
    for (const name of FIELDS) if (choice[name]) query.set(name, choice[name]);
    const search = query.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", location.pathname + (search && `?${search}`) + location.hash);
  };

  const recall = () => {
    const query = new URLSearchParams(location.search);
    for (const name of GROUPS) {
      const codes = (query.get(name) ?? "").split(",");
      for (const box of form.querySelectorAll(`[name=${name}]`)) box.checked = codes.includes(box.value);
    }
    for (const name of FIELDS) form.elements[name].value = query.get(name) ?? "";
  };

  // A link to one event wins over a choice that would hide it.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.hidden) return;
    form.reset();
    remember(show());
    target.scrollIntoView();
  };

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

  form.hidden = false;
  recall();
  show();
  reveal();
})();
