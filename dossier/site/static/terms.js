// Show what a term or a source is while a pointer or the focus is on its link. A tap follows the link.
(() => {
  const GAP = 6; // pixels between a link and its text
  const WAIT = { show: 120, hide: 220 }; // milliseconds: time to pass over a link, and to reach its text
  const layer = document.querySelector(".tips");
  let link = null;
  let timer = 0;

  const textOf = (of) => document.getElementById(of.getAttribute("aria-describedby"));

  function hide() {
    clearTimeout(timer);
    if (link) textOf(link).hidden = true;
    link = null;
  }

  function show(of, line) {
    if (link !== of) hide();
    clearTimeout(timer);
    link = of;
    const text = textOf(of);
    text.hidden = false;
    const origin = layer.getBoundingClientRect();
    const size = text.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const left = Math.max(GAP, Math.min(line.left, wide - size.width - GAP));
    const under = line.bottom + GAP + size.height <= window.innerHeight || line.top < size.height + GAP;
    const top = under ? line.bottom + GAP : line.top - size.height - GAP;
    text.style.left = `${left - origin.left}px`;
    text.style.top = `${top - origin.top}px`;
  }

  // A link may run over two lines: the text goes to the one under the pointer.
  function lineAt(of, y) {
    const lines = [...of.getClientRects()];
    return lines.find((line) => y >= line.top && y <= line.bottom) || lines[0];
  }

  // A text that the keyboard asked for stays although the pointer moves off.
  function left() {
    if (link !== document.activeElement || !link?.matches(":focus-visible")) hide();
  }

  function later(what, wait) {
    clearTimeout(timer);
    timer = setTimeout(what, wait);
  }

  for (const each of document.querySelectorAll('a[aria-describedby^="tip-"]')) {
    each.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(() => show(each, lineAt(each, event.clientY)), WAIT.show);
    });
    each.addEventListener("pointerleave", () => later(left, WAIT.hide));
    each.addEventListener("focus", () => {
      if (each.matches(":focus-visible")) show(each, lineAt(each, -1));
    });
    each.addEventListener("blur", hide);
  }
  for (const text of layer.children) {
    text.addEventListener("pointerenter", () => clearTimeout(timer));
    text.addEventListener("pointerleave", () => later(left, WAIT.hide));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
})();
