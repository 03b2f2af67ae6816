// Figures: unfold the code that a link leads to, copy a citation. All is there without it.
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

  for (const cited of document.querySelectorAll(".figure-cite")) offerCopy(cited);
  addEventListener("hashchange", unfold);
  unfold();
})();
