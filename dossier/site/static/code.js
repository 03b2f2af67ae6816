// The switch “Show the code”: one for all pages. The head of a page reads what was chosen before the page is drawn.
(() => {
  const KEPT = "dossier-code"; // named in layout.html too
  const page = document.documentElement.dataset;
  const button = document.querySelector(".code-switch");

  function show(on) {
    page.code = on ? "on" : "off";
    button.setAttribute("aria-pressed", on);
    for (const each of document.querySelectorAll("details.hide")) each.open = on;
  }

  button.addEventListener("click", () => {
    show(page.code !== "on");
    localStorage.setItem(KEPT, page.code);
  });
  // A page that comes back as it was left may be older than the choice.
  addEventListener("pageshow", (event) => {
    if (event.persisted) show(localStorage.getItem(KEPT) === "on");
  });
  if (page.code === "on") show(true);
})();
