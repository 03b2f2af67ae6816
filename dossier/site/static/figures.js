// Figures: unfold the code that a link leads to, copy a citation, filter the gallery. All is there without it.
(function () {
  "use strict";

  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const own = target.id.startsWith("cell-") ? [...target.querySelectorAll("details.hide")] : [];
    const around = [];
    for (let at = target.parentElement; at; at = at.parentElement) if (at.matches("details")) around.push(at);
    const folded = [...own, ...around].filter((each) => !each.open);
    for (const each of folded) each.open = true;
    if (folded.length) target.scrollIntoView();
  }

  function offerCopy(cited) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
    const said = document.createElement("span");
    button.className = "figure-copy";
    button.setAttribute("aria-label", "Copy the citation of this figure");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(cited.textContent.trim());
        said.textContent = " Copied.";
      } catch {
        getSelection().selectAllChildren(cited);
        said.textContent = " Selected: copy it with your keyboard.";
      }
    });
    cited.after(button, said);
  }

  function offerFilter(gallery) {
    const sections = [...gallery.querySelectorAll("section")];
    const cards = [...gallery.querySelectorAll(".figure-cards li")];
    const form = document.createElement("form");
    const label = Object.assign(document.createElement("label"), { textContent: "Words in a title or chapter" });
    const search = Object.assign(document.createElement("input"), { type: "search" });
    const count = document.createElement("p");
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Filter the figures");
    count.setAttribute("role", "status");
    label.append(search);
    form.append(label, count);
    document.querySelector(".figure-filter").append(form);

    function show() {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const section of sections) {
        const chapter = section.querySelector("h2").textContent;
        const own = [...section.querySelectorAll(".figure-cards li")];
        for (const card of own) {
          const words = `${chapter} ${card.textContent}`.toLowerCase();
          card.hidden = !wanted.every((word) => words.includes(word));
        }
        section.hidden = own.every((card) => card.hidden);
      }
      const left = cards.filter((card) => !card.hidden).length;
      count.textContent = `${left} of ${cards.length} figures shown.`;
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("input", show);
    show();
  }

  for (const cited of document.querySelectorAll(".figure-cite")) offerCopy(cited);
  for (const gallery of document.querySelectorAll(".figure-gallery")) offerFilter(gallery);
  addEventListener("hashchange", unfold);
  unfold();
})();
