// Arms by supplier for a chosen recipient and range of years: bars, shares, a table and a CSV, from the data in the page.
(() => {
  const root = document.querySelector("[data-arms-explorer]");
  if (!root) return;
  const data = JSON.parse(root.querySelector("script").textContent);
  const [form, said, chart, key, take, rows] = ["form", ".arms-said", ".arms-chart", ".arms-key", ".arms-take", ".arms-rows"].map(
    (selector) => root.querySelector(selector)
  );
  const { recipient: choice, from, to } = form.elements;
  const count = (number) => number.toLocaleString("en-US");
  const amount = (number) => (number ? count(number) : "under 0.5");
  const percent = (share) => `${(share / 10).toFixed(1)}%`;
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
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
  // Never as an attribute `style`, which a host may forbid.
  const coloured = (element, { day, night }) => {
    element.style.setProperty("--day", day);
    element.style.setProperty("--night", night);
    return element;
  };

  // Shares in tenths of a per cent that add up to a thousand: the largest remainders are rounded up.
  const tenths = (values) => {
    const total = sum(values);
    if (!total) return values.map(() => 0);
    const shares = values.map((value) => Math.floor((1000 * value) / total));
    const rest = values.map((value) => (1000 * value) % total);
    const order = values.map((_, place) => place).sort((a, b) => rest[b] - rest[a]);
    for (const place of order.slice(0, 1000 - sum(shares))) shares[place] += 1;
    return shares;
  };

  // A cell of CSV: quoted where it must be, and no formula to a spreadsheet.
  const cell = (value) => {
    if (typeof value === "number") return value;
    const text = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  // What is chosen: the suppliers that delivered in these years, each with its total and its share.
  const chosen = () => {
    const [first, last] = [Number(from.value), Number(to.value)];
    const suppliers = data[choice.value].suppliers
      .map((each) => ({ ...each, values: each.values.filter(([year]) => first <= year && year <= last) }))
      .filter(({ values }) => values.length);
    for (const each of suppliers) each.total = sum(each.values.map(([, value]) => value));
    tenths(suppliers.map(({ total }) => total)).forEach((share, place) => (suppliers[place].share = share));
    return { ...data[choice.value], first, last, suppliers, asShare: form.elements.measure.value === "share" };
  };

  // The suppliers drawn apart, and all others as one.
  const series = ({ suppliers }) => {
    const apart = suppliers.filter((supplier) => supplier.apart);
    const others = suppliers.filter((supplier) => !supplier.apart);
    if (!others.length) return apart;
    const sums = new Map();
    for (const { values } of others) for (const [year, value] of values) sums.set(year, (sums.get(year) ?? 0) + value);
    const [total, share] = ["total", "share"].map((name) => sum(others.map((each) => each[name])));
    return [...apart, { name: "All others", day: others[0].day, night: others[0].night, values: [...sums], total, share }];
  };

  const sentence = ({ whom, first, last, suppliers }) => {
    const span = first === last ? first : `${first}-${last}`;
    const total = sum(suppliers.map((each) => each.total));
    if (!total) return `${span}: no delivery of major arms to ${whom} on record.`;
    const named = [...suppliers].sort((a, b) => b.total - a.total).slice(0, 3).filter((each) => each.total);
    const listed = named.map(({ name, share }) => `${name} ${percent(share)}`);
    const listing = listed.length > 1 ? `${listed.slice(0, -1).join(", ")} and ${listed.at(-1)}` : listed[0];
    return `${span}: ${count(total)} million TIV to ${whom}, of which ${listing}.`;
  };

  const round = (top) => {
    const power = 10 ** Math.floor(Math.log10(top / 5));
    return power * [1, 2, 2.5, 5, 10].find((step) => step * power * 5 >= top);
  };

  const draw = () => {
    const now = chosen(), shown = series(now), { first, last, asShare } = now;
    const width = Math.max(260, chart.clientWidth), height = width < 500 ? 300 : 360;
    const [left, right, top, bottom] = [44, 6, 12, 24];
    const sums = new Map();
    for (const { values } of shown) for (const [year, value] of values) sums.set(year, (sums.get(year) ?? 0) + value);
    const step = asShare ? 25 : round(Math.max(...sums.values(), 5));
    const most = asShare ? 100 : step * Math.max(1, Math.ceil(Math.max(...sums.values(), 0) / step));
    const size = (year, value) => (asShare ? (100 * value) / (sums.get(year) || 1) : value);
    const band = Math.min(64, (width - left - right) / (last - first + 1));
    const x = (year) => left + (year - first) * band;
    const y = (value) => height - bottom - ((height - top - bottom) * value) / most;
    const label = `Stacked bars${asShare ? ", shares of the year" : ""}. ${sentence(now)}`;
    const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
    for (let value = 0; value <= most; value += step) {
      svg.append(shape("path", { class: "grid", d: `M${left},${y(value)}H${width - right}` }));
      svg.append(shape("text", { x: left - 6, y: y(value), class: "tick value" }, asShare ? `${value}%` : count(value)));
    }
    const each = last - first > 24 ? (width < 500 ? 20 : 10) : last - first > 9 ? 5 : 1;
    for (let year = first; year <= last; year += 1)
      if (year % each === 0) svg.append(shape("text", { x: x(year) + band / 2, y: height - 8, class: "tick" }, year));
    const piled = new Map(), peaks = [];
    for (const supplier of shown) {
      let best = null, d = "";
      for (const [year, value] of supplier.values) {
        const floor = piled.get(year) ?? 0, high = size(year, value);
        piled.set(year, floor + high);
        d += `M${(x(year) + band * 0.08).toFixed(1)},${y(floor).toFixed(1)}h${(band * 0.84).toFixed(1)}V${y(floor + high).toFixed(1)}h${(-band * 0.84).toFixed(1)}z`;
        if (!best || high > best.high) best = { year, high, middle: floor + high / 2 };
      }
      svg.append(coloured(shape("path", { class: "bar", d }), supplier));
      if (best?.high && supplier.code && width >= 500) peaks.push({ supplier, ...best });
    }
    // Where there is room a name stands at its supplier's largest year; the list below has them all.
    const taken = [];
    for (const { supplier, year, middle } of peaks.sort((a, b) => b.high - a.high).slice(0, 5)) {
      const half = supplier.name.length * 3.6 + 4;
      const at = Math.min(width - right - half, Math.max(left + half, x(year) + band / 2));
      const box = [at - half, y(middle) - 9, at + half, y(middle) + 9];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      svg.append(coloured(shape("text", { x: at, y: y(middle), class: "name" }, supplier.name), supplier));
    }
    for (let year = first; year <= last; year += 1) {
      const lines = shown.flatMap(({ name, values }) =>
        values.filter(([at]) => at === year).map(([, value]) => `${name} ${amount(value)}${asShare ? ` (${size(year, value).toFixed(1)}%)` : ""}`)
      );
      const column = shape("rect", { x: x(year), y: top, width: band, height: height - top - bottom, class: "column" });
      column.append(shape("title", {}, [year, ...(lines.length ? lines : ["no delivery on record"])].join("\n")));
      svg.append(column);
    }
    chart.replaceChildren(svg);
  };

  const table = (caption, head, body) => {
    const cells = (row) => row.map((cell, place) => (place ? make("td", {}, cell) : make("th", { scope: "row" }, cell)));
    const made = make(
      "table", {},
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...head.map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, ...body.map((row) => make("tr", {}, ...cells(row))))
    );
    return make("div", { className: "arms-scroll", tabIndex: 0, role: "region", ariaLabel: caption }, made);
  };

  const list = () => {
    const now = chosen(), { name, first, last, suppliers } = now;
    const said_ = sentence(now);
    if (said.textContent !== said_) said.textContent = said_;
    key.replaceChildren(
      ...series(now).map((supplier) =>
        make("li", {}, coloured(make("i"), supplier), `${supplier.name} ${amount(supplier.total)} (${percent(supplier.share)})`)
      )
    );
    const span = `${name}, ${first}-${last}`;
    const ranked = [...suppliers].sort((a, b) => b.total - a.total);
    const [total, share] = ["total", "share"].map((part) => sum(suppliers.map((each) => each[part])));
    const values = suppliers.flatMap((each) => each.values.map(([year, value]) => [year, each.name, value]));
    values.sort((a, b) => a[0] - b[0] || b[2] - a[2]);
    const ofYear = new Map();
    for (const [year, , value] of values) ofYear.set(year, (ofYear.get(year) ?? 0) + value);
    rows.lastElementChild.replaceChildren(
      table(
        `${span}: shares of the whole range`,
        ["Supplier", "Million TIV", "Share"],
        [...ranked.map((each) => [each.name, amount(each.total), percent(each.share)]), ["All", count(total), percent(share)]]
      ),
      table(
        `${span}: ${count(values.length)} rows, year by year`,
        ["Year", "Supplier", "Million TIV"],
        values.map(([year, supplier, value]) => [year, supplier, amount(value)])
      )
    );
    const lines = values.map(([year, supplier, value]) => [year, supplier, name, value, (value / (ofYear.get(year) || 1)).toFixed(4)]);
    lines.unshift(["year", "supplier", "recipient", "tiv_million", "share_of_year"]);
    const link = take.firstElementChild;
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob(lines.map((line) => `${line.map(cell).join(",")}\n`), { type: "text/csv" }));
    link.download = `arms-to-${choice.value.toLowerCase()}.csv`;
  };

  // Years: the range of a recipient is the years that its data have; a range that does not fit it is set anew.
  const span = (wanted = [Number(from.value), Number(to.value)]) => {
    const [first, last] = data[choice.value].years;
    const fits = first <= wanted[0] && wanted[0] <= wanted[1] && wanted[1] <= last;
    for (const end of [from, to]) [end.min, end.max] = [first, last];
    [from.value, to.value] = fits ? wanted : [first, last];
  };
  const tell = () => {
    for (const end of [from, to]) end.nextElementSibling.textContent = end.value;
    list();
    draw();
  };
  const remember = () => {
    const query = new URLSearchParams({ recipient: choice.value });
    if (from.value !== from.min || to.value !== to.max) [["from", from], ["to", to]].forEach(([name, end]) => query.set(name, end.value));
    if (form.elements.measure.value === "share") query.set("measure", "share");
    history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
  };
  form.addEventListener("input", ({ target }) => {
    if (target === choice) span();
    // The ends never cross: the one that is moved pushes the other.
    if (target === from && Number(from.value) > Number(to.value)) to.value = from.value;
    if (target === to && Number(to.value) < Number(from.value)) from.value = to.value;
    tell();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const asked = new URLSearchParams(location.search);
  if (asked.get("recipient") in data) choice.value = asked.get("recipient");
  span(["from", "to"].map((name, place) => Number(asked.get(name)) || data[choice.value].years[place]));
  if (asked.get("measure") === "share") form.elements.measure.value = "share";
  for (const part of [form, take, rows]) part.hidden = false;
  tell();
  new ResizeObserver(draw).observe(chart);
})();
