// What the theme's scripts leave out: the names of the lists that open on a phone, and what scrolls in an open card.
(() => {
  const names = { primary: "Pages of the book", secondary: "On this page" };
  for (const [side, name] of Object.entries(names)) {
    document.getElementById(`pst-${side}-sidebar-modal`)?.setAttribute("aria-label", name);
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
