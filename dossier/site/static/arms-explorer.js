// Arms by supplier for a chosen recipient: stacked bars, a table and a CSV, all from the data in the page.
(() => {
  const root = document.querySelector("[data-arms-explorer]");
  if (!root) return;
  const data = JSON.parse(root.querySelector("script").textContent);
  const [form, said, chart, key, take, rows] = ["form", ".arms-said", ".arms-chart", ".arms-key", ".arms-take", ".arms-rows"].map(
    (selector) => root.querySelector(selector)
  );
  const choice = form.elements.recipient;
  const count = (number) => number.toLocaleString("en-US");
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const shape = (tag, attributes, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const colours = ({ day, night }) => `--day:${day};--night:${night}`;

  // The suppliers drawn apart, and all others as one.
  const series = (recipient) => {
    const apart = recipient.suppliers.filter((supplier) => supplier.apart);
    const others = recipient.suppliers.filter((supplier) => !supplier.apart);
    const sums = new Map();
    for (const { values } of others) for (const [year, value] of values) sums.set(year, (sums.get(year) ?? 0) + value);
    if (!others.length) return apart;
    return [...apart, { name: "All others", day: others[0].day, night: others[0].night, values: [...sums] }];
  };

  const round = (top) => {
    const power = 10 ** Math.floor(Math.log10(top / 5));
    return power * [1, 2, 2.5, 5, 10].find((step) => step * power * 5 >= top);
  };

  const draw = () => {
    const recipient = data[choice.value];
    const shown = series(recipient);
    const years = shown.flatMap(({ values }) => values.map(([year]) => year));
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const width = Math.max(260, chart.clientWidth), height = width < 500 ? 300 : 360;
    const [left, right, top, bottom] = [44, 6, 12, 24];
    const floors = new Map();
    for (const { values } of shown) for (const [year, value] of values) floors.set(year, (floors.get(year) ?? 0) + value);
    const step = round(Math.max(...floors.values(), 5));
    const most = step * Math.ceil(Math.max(...floors.values()) / step);
    const band = Math.min(64, (width - left - right) / (last - first + 1));
    const x = (year) => left + (year - first) * band;
    const y = (value) => height - bottom - ((height - top - bottom) * value) / most;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Stacked bars. ${recipient.summary}` });
    for (let value = 0; value <= most; value += step) {
      svg.append(shape("path", { class: "grid", d: `M${left},${y(value)}H${width - right}` }));
      svg.append(shape("text", { x: left - 6, y: y(value), class: "tick value" }, count(value)));
    }
    const each = last - first > 24 ? (width < 500 ? 20 : 10) : last - first > 9 ? 5 : 1;
    for (let year = first; year <= last; year += 1)
      if (year % each === 0) svg.append(shape("text", { x: x(year) + band / 2, y: height - 8, class: "tick" }, year));
    const piled = new Map(), peaks = [];
    for (const supplier of shown) {
      let best = null, d = "";
      for (const [year, value] of supplier.values) {
        const floor = piled.get(year) ?? 0;
        piled.set(year, floor + value);
        d += `M${(x(year) + band * 0.08).toFixed(1)},${y(floor).toFixed(1)}h${(band * 0.84).toFixed(1)}V${y(floor + value).toFixed(1)}h${(-band * 0.84).toFixed(1)}z`;
        if (!best || value > best.value) best = { year, value, middle: floor + value / 2 };
      }
      svg.append(shape("path", { class: "bar", d, style: colours(supplier) }));
      if (best?.value && supplier.code && width >= 500) peaks.push({ supplier, ...best });
    }
    // Where there is room a name stands at its supplier's largest year; the list below has them all.
    const taken = [];
    for (const { supplier, year, value, middle } of peaks.sort((a, b) => b.value - a.value).slice(0, 5)) {
      const half = supplier.name.length * 3.6 + 4;
      const at = Math.min(width - right - half, Math.max(left + half, x(year) + band / 2));
      const box = [at - half, y(middle) - 9, at + half, y(middle) + 9];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      svg.append(shape("text", { x: at, y: y(middle), class: "name", style: colours(supplier) }, supplier.name));
    }
    for (let year = first; year <= last; year += 1) {
      const lines = shown.flatMap(({ name, values }) => values.filter(([at]) => at === year).map(([, value]) => `${name} ${value ? count(value) : "under 0.5"}`));
      const column = shape("rect", { x: x(year), y: top, width: band, height: height - top - bottom, class: "column" });
      column.append(shape("title", {}, [year, ...(lines.length ? lines : ["no delivery on record"])].join("\n")));
      svg.append(column);
    }
    chart.replaceChildren(svg);
  };

  const list = () => {
    const recipient = data[choice.value];
    said.textContent = recipient.summary;
    key.replaceChildren(
      ...series(recipient).map((supplier) => {
        const swatch = make("i");
        swatch.style.cssText = colours(supplier);
        return make("li", {}, swatch, supplier.total ? `${supplier.name} ${supplier.total} (${supplier.share})` : supplier.name);
      })
    );
    const values = recipient.suppliers.flatMap(({ name, values }) => values.map(([year, value]) => [year, name, value]));
    values.sort((a, b) => a[0] - b[0] || b[2] - a[2]);
    rows.lastElementChild.replaceChildren(
      make(
        "div", { className: "arms-scroll", tabIndex: 0, role: "region", ariaLabel: `Deliveries to ${recipient.name}` },
        make(
          "table", {},
          make("caption", {}, `${recipient.name}: ${count(values.length)} rows, million TIV`),
          make("thead", {}, make("tr", {}, ...["Year", "Supplier", "Million TIV"].map((head) => make("th", { scope: "col" }, head)))),
          make("tbody", {}, ...values.map(([year, name, value]) =>
            make("tr", {}, make("th", { scope: "row" }, year), make("td", {}, name), make("td", {}, value ? count(value) : "under 0.5"))))
        )
      )
    );
    const lines = [["year", "supplier", "recipient", "tiv_million"], ...values.map(([year, name, value]) => [year, name, recipient.name, value])];
    const link = take.firstElementChild;
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([lines.map((line) => line.join(",")).join("\n") + "\n"], { type: "text/csv" }));
    link.download = `arms-to-${choice.value.toLowerCase()}.csv`;
  };

  const remember = () => history.replaceState(null, "", `${location.pathname}?recipient=${choice.value}${location.hash}`);
  choice.addEventListener("input", () => {
    list();
    draw();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const asked = new URLSearchParams(location.search).get("recipient");
  if (asked in data) choice.value = asked;
  for (const part of [form, take, rows]) part.hidden = false;
  list();
  new ResizeObserver(draw).observe(chart);
})();
