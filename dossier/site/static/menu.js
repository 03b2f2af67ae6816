// Open and close the menu of downloads, by mouse and by keyboard.
for (const button of document.querySelectorAll("[data-bs-toggle=dropdown]")) {
  const menu = button.parentElement.querySelector(".dropdown-menu");
  const show = (open) => {
    menu.classList.toggle("show", open);
    button.setAttribute("aria-expanded", open);
  };
  button.addEventListener("click", () => show(!menu.classList.contains("show")));
  document.addEventListener("click", (event) => {
    if (!button.parentElement.contains(event.target)) show(false);
  });
  button.parentElement.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.classList.contains("show")) return;
    show(false);
    button.focus();
  });
  button.parentElement.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !button.parentElement.contains(event.relatedTarget)) show(false);
  });
}
