// What the theme's scripts leave out: the names of the lists that open on a phone, whether they are open, where the
// keyboard goes when they close, and what scrolls in an open card.
(() => {
  const names = { primary: "Pages of the book", secondary: "On this page" };
  for (const [side, name] of Object.entries(names)) {
    document.getElementById(`pst-${side}-sidebar-modal`)?.setAttribute("aria-label", name);
  }

  // On a wide window the theme folds the list of pages where it stands and opens no dialog.
  const wide = matchMedia("(min-width: 992px)");
  const pages = document.getElementById("pst-primary-sidebar");
  const openers = {
    "pst-primary-sidebar-modal": ".primary-toggle",
    "pst-secondary-sidebar-modal": ".secondary-toggle",
    "pst-search-dialog": ".search-button__button",
  };

  function follow(dialog, buttons, inPlace) {
    let opener = null;
    const tell = () => {
      const open = inPlace && wide.matches ? !pages.classList.contains("pst-sidebar-hidden") : dialog.open;
      for (const each of buttons) each.setAttribute("aria-expanded", open);
    };
    // The theme takes the focus from a button that is clicked, so that the browser has nothing to give it back to.
    for (const each of buttons) each.addEventListener("click", () => (opener = each), true);
    dialog.addEventListener("close", () => {
      opener?.focus();
      opener = null;
    });
    const watch = new MutationObserver(tell);
    watch.observe(dialog, { attributeFilter: ["open"] });
    if (inPlace) {
      watch.observe(pages, { attributeFilter: ["class"] });
      wide.addEventListener("change", tell);
    }
    tell();
  }

  for (const [id, selector] of Object.entries(openers)) {
    const dialog = document.getElementById(id);
    if (dialog) follow(dialog, [...document.querySelectorAll(selector)], selector === ".primary-toggle");
  }

  // The theme asks once what scrolls and must be a stop of the keyboard. What is folded then has no width yet.
  document.addEventListener(
    "toggle",
    (event) => {
      for (const each of event.target.querySelectorAll("pre, .pst-scrollable-table-container")) {
        each.tabIndex = each.scrollWidth > each.clientWidth ? 0 : -1;
      }
    },
    true
  );
})();
