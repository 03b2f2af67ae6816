// Filters for the claims of the ledger. Without this script every claim is there all the same, unfiltered.
(function () {
  "use strict";

  const place = document.getElementById("claims-filter");
  if (!place) return;
  const filters = JSON.parse(place.dataset.filters);
  const claims = [...document.querySelectorAll("details.claim")];
  const groups = [...document.querySelectorAll(".bd-article section")].filter(
    (section) => section.querySelector(":scope details.claim") && !section.querySelector(":scope section")
  );

  const form = document.createElement("form");
  form.className = "claims-filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filter the claims");
  form.addEventListener("submit", (event) => event.preventDefault());

  function field(label, control) {
    const holder = document.createElement("label");
    holder.append(label, control);
    form.append(holder);
    return control;
  }

  const search = field("Words", Object.assign(document.createElement("input"), { type: "search", name: "words" }));
  const selects = filters.map(({ name, label, options }) => {
    const select = Object.assign(document.createElement("select"), { name });
    select.append(new Option("any", ""));
    for (const [value, text] of options) select.append(new Option(text, value));
    return field(label, select);
  });
  const reset = Object.assign(document.createElement("button"), { type: "reset", textContent: "Show all" });
  const count = document.createElement("p");
  count.className = "claims-count";
  count.setAttribute("role", "status");
  count.setAttribute("aria-live", "polite");
  form.append(reset);
  place.append(form, count);

  function matches(claim) {
    const wanted = search.value.trim().toLowerCase();
    if (wanted && !claim.textContent.toLowerCase().includes(wanted)) return false;
    return selects.every(({ name, value }) => !value || claim.classList.contains(`${name}-${value}`));
  }

  function show() {
    for (const claim of claims) claim.hidden = !matches(claim);
    for (const group of groups) group.hidden = !group.querySelector("details.claim:not([hidden])");
    const shown = claims.filter((claim) => !claim.hidden).length;
    count.textContent = `${shown} of ${claims.length} claims shown.`;
  }

  function remember() {
    const state = new URLSearchParams();
    for (const control of [search, ...selects]) if (control.value) state.set(control.name, control.value);
    const query = state.toString();
    history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
  }

  function recall() {
    const state = new URLSearchParams(location.search);
    for (const control of [search, ...selects]) {
      control.value = state.get(control.name) || "";
      if (control.value === "" && control.tagName === "SELECT") control.selectedIndex = 0;
    }
  }

  function openTarget() {
    const claim = document.getElementById(location.hash.slice(1).toLowerCase());
    if (!claim || !claim.matches("details.claim")) return;
    if (claim.hidden) {
      form.reset();
      show();
    }
    claim.open = true;
    claim.scrollIntoView();
  }

  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("reset", () =>
    setTimeout(() => {
      show();
      remember();
    })
  );
  window.addEventListener("hashchange", openTarget);
  recall();
  show();
  openTarget();
})();
