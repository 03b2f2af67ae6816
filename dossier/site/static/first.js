// Runs before anything is drawn: what the reader chose (day or night, with or without code), and the faces of the type.
(() => {
  // Where the browser lets no page remember, the theme's scripts would end before menu and search can open.
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].length;
    } catch {
      const kept = new Map();
      const value = {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, said) => kept.set(key, String(said)),
        removeItem: (key) => kept.delete(key),
      };
      Object.defineProperty(window, name, { value });
    }
  }
  const page = document.documentElement.dataset;
  const usual = page.theme;
  page.mode = localStorage.getItem("mode") || usual;
  page.theme = localStorage.getItem("theme") || usual;
  page.code = localStorage.getItem("dossier-code") === "on" ? "on" : "off";

  // A face that comes after the page was drawn is not used in it, so all are asked for at once. Not from a folder: there
  // a browser takes them for files of another host.
  if (location.protocol === "file:") return;
  const { src, dataset } = document.currentScript;
  for (const face of dataset.faces.split(" ")) {
    const link = document.createElement("link");
    const href = new URL(`fonts/source-sans-${face}.woff2`, src).href;
    document.head.append(Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", href }));
  }
})();
