// Unfold what an address names: a card, a rule. All is there without it, folded.
(() => {
  "use strict";
  function unfold() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!named?.matches("details:not([open])")) return;
    named.open = true;
    named.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
