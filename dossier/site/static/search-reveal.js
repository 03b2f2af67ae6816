// A link to a part that is folded away, or lies in one, opens what hides it and shows it.
(() => {
  "use strict";
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = [];
    for (let each = target?.closest("details"); each; each = each.parentElement.closest("details")) {
      if (!each.open) folded.push(each);
    }
    for (const each of folded) each.open = true;
    if (folded.length) target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
