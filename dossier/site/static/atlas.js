// The map of the region: layers, time, zoom. The page holds the first view and every sentence without it.
(() => {
  const root = document.querySelector(".atlas[data-atlas]");
  if (!root || !globalThis.d3) return;
  const here = document.currentScript.src;
  const facts = JSON.parse(root.querySelector(".atlas-facts").textContent);
  const find = (selector) => root.querySelector(selector);
  const [form, stage, svg, tip, said, key, note] = [
    ".atlas-controls", ".atlas-stage", ".atlas-stage svg", ".atlas-tip", ".atlas-said", ".atlas-key", ".atlas-note",
  ].map(find);
  const world = find(".atlas-world"), drawn = find(".atlas-layers-drawn"), names = find(".names");
  const scale = find(".atlas-scale"), details = find(".atlas-rows"), output = find("output"), marks = find(".atlas-years");
  const slider = form.elements.year, place = form.elements.place;
  const [, , WIDTH, HEIGHT] = svg.getAttribute("viewBox").split(" ").map(Number);
  const layers = new Map(facts.layers.map((layer) => [layer.id, layer]));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const count = (number) => number.toLocaleString("en-US");
  const state = { on: [facts.first[0]], year: facts.first[1], place: "" };
  let dots = [], loaded = {}, view = { k: 1, x: 0, y: 0 };

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const shape = (tag, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // Data come as scripts: a page opened from a folder may load those and may not fetch.
  const load = (id) =>
    (loaded[id] ??= new Promise((resolve, reject) => {
      const script = make("script", { src: new URL(layers.get(id).file, here) });
      script.onload = () => resolve(globalThis.atlasLayers[id]);
      script.onerror = () => reject(new Error(`The data of “${layers.get(id).label}” did not load.`));
      document.head.append(script);
    }));

  // Time: the steps are the years of all chosen layers together.
  const chosen = () => facts.layers.filter((layer) => state.on.includes(layer.id));
  const timed = () => chosen().filter((layer) => layer.frames[0][0]);
  const steps = () => [...new Set(timed().flatMap((layer) => layer.frames.map(([first]) => first)))].sort((a, b) => a - b);
  const frameAt = (layer, year) => layer.frames.findIndex(([first, last]) => first <= year && year <= last);
  const frameOf = (layer) => frameAt(layer, state.year);
  const nearest = (years, year) => years.reduce((best, each) => (Math.abs(each - year) <= Math.abs(best - year) ? each : best));

  // Below the slider each layer marks its years; a hollow mark stands where only a part of the record is held.
  const markYears = (years) => {
    const at = (year) => `--at:${years.length > 1 ? years.indexOf(year) / (years.length - 1) : 0.5}`;
    const rows = timed().map((layer) => {
      const row = make("div", {}, make("span", {}, layer.label));
      for (const year of years) {
        const frame = layer.frames[frameAt(layer, year)];
        if (!frame) continue;
        const mark = make("i", { className: frame[4] ? "" : "part" });
        mark.style.cssText = at(year);
        mark.dataset.year = year;
        row.append(mark);
      }
      return row;
    });
    const every = Math.ceil(years.length / 6);
    const labels = years.filter((year, place) => (years.length - 1 - place) % every === 0);
    const scale = make("div", { className: "labels" }, ...labels.map((year) => make("b", {}, year)));
    for (const [place, year] of labels.entries()) scale.children[place].style.cssText = at(year);
    marks.classList.toggle("many", years.length > 12);
    marks.replaceChildren(...rows, scale);
  };

  const setTime = () => {
    const years = steps();
    find(".atlas-time").hidden = !years.length;
    if (!years.length) return;
    if (!years.includes(state.year)) state.year = nearest(years, state.year);
    slider.max = years.length - 1;
    slider.value = years.indexOf(state.year);
    const labels = new Set(timed().map((layer) => layer.frames[frameOf(layer)]?.[2]).filter(Boolean));
    const label = labels.size === 1 ? [...labels][0] : String(state.year);
    output.textContent = label;
    slider.setAttribute("aria-valuetext", label);
    markYears(years);
    for (const button of form.querySelectorAll("[data-step]")) {
      const next = years.indexOf(state.year) + Number(button.dataset.step);
      button.setAttribute("aria-disabled", String(next < 0 || next >= years.length));
    }
  };

  const sentence = (layer) => {
    const frame = layer.frames[frameOf(layer)];
    if (!frame) return `${layer.label}: nothing is drawn for ${state.year}; its years are ${layer.frames.map((each) => each[2]).join(", ")}.`;
    return `${chosen().length > 1 ? `${layer.label}${frame[2] ? "," : ":"} ` : ""}${frame[3]}.`;
  };

  const placeWords = (data) => {
    if (!state.place) return "";
    const parts = chosen().flatMap((layer) => {
      const frame = data.get(layer.id).frames[frameOf(layer)];
      return frame && Object.keys(frame.places).length ? [`${layer.label}: ${frame.places[state.place] ?? "nothing on record"}`] : [];
    });
    return `${facts.places[state.place][0]}. ${parts.join(". ")}${parts.length ? "." : ""}`;
  };

  const say = (first = "") => {
    const lines = chosen().length ? chosen().map(sentence) : ["No layer is chosen: the map shows boundaries alone."];
    if (first) lines.unshift(first);
    if (lines.join(" ") === [...said.children].map((line) => line.textContent).join(" ")) return;
    said.replaceChildren(...lines.map((line) => make("span", {}, line)));
    svg.setAttribute("aria-label", `Map. ${lines.join(" ")}`);
  };

  // Drawing: areas below, then lines, then points.
  // Never as an attribute `style`, which a host may forbid.
  const colour = (element, group) => {
    for (const scheme of ["day", "night"]) element.style.setProperty(`--${scheme}`, group[scheme]);
    return element;
  };
  // A point's width in pixels: squares look as large as discs, and a hollow mark leaves its edge.
  const wide = (size, kind, edge = 0) => `calc(${(kind === "dot" ? 1 : 0.88) * size}px * var(--grow) - ${edge}px)`;
  const drawLayer = (layer, data) => {
    const frame = data.frames[frameOf(layer)];
    const holder = shape("g", { class: `layer layer-${layer.id}` });
    if (!frame) return holder;
    const groups = layer.groups.map((group) => {
      const element = colour(shape("g", { class: `marks ${group.shape}${group.hollow ? " hollow" : ""}` }), group);
      if (group.dash) element.style.strokeDasharray = group.dash;
      holder.append(element);
      return element;
    });
    for (const item of frame.items) {
      const [at, words, ...where] = item;
      const kind = layer.groups[at].shape;
      let element;
      if (kind === "area") element = shape("path", { d: data.outlines[where[0]] });
      else if (kind === "line") {
        element = shape("path", { d: where[0], "stroke-width": where[1] / 10 });
        if (where[2]) {
          const name = shape("text", { x: where[3], y: where[4], class: "flow-name" });
          name.textContent = where[2];
          [name.weight, name.x0] = [where[1], where[3]];
          names.append(name);
        }
        const hit = shape("path", { d: where[0], class: "hit" });
        hit.words = words;
        groups[at].append(hit);
      } else {
        const [x, y, size] = where;
        const d = `M${x},${y}${kind === "diamond" ? "l.1,.1" : "h.1"}`;
        element = shape("path", { d, "stroke-width": wide(size / 10, kind) });
        if (layer.groups[at].hollow) {
          groups[at].append(element);
          element = shape("path", { d, class: "inner", "stroke-width": wide(size / 10, "dot", 2.4) });
        }
        dots.push({ x, y, size: size / 10, words });
      }
      element.words = words;
      groups[at].append(element);
    }
    return holder;
  };

  const drawKey = (data) => {
    key.replaceChildren(
      ...chosen().flatMap((layer) => {
        const frame = data.get(layer.id).frames[frameOf(layer)];
        const used = new Set((frame?.items ?? []).map(([group]) => group));
        return layer.groups
          .filter((_, at) => used.has(at))
          .map((group) => {
            const swatch = make("i", { className: `swatch ${group.shape}${group.hollow ? " hollow" : ""}` });
            return make("li", {}, colour(swatch, group), group.label);
          });
      })
    );
    note.replaceChildren(
      ...chosen().map(({ note: read, from: [name, where, title, source] }) => {
        const origin = where ? make("a", { href: where }, name) : name;
        return make("p", {}, `${read} The layer draws the data of `, origin, `: “${title}”. Source: ${source}.`);
      })
    );
  };

  const drawRows = (data) => {
    details.lastElementChild.replaceChildren(
      ...chosen().filter((layer) => frameOf(layer) >= 0).map((layer) => {
        const frame = layer.frames[frameOf(layer)];
        const rows = data.get(layer.id).frames[frameOf(layer)].rows;
        const cells = (row) => row.map((cell, at) => (at ? make("td", {}, cell) : make("th", { scope: "row" }, cell)));
        const caption = [layer.label, frame[2]].filter(Boolean).join(", ");
        const table = make(
          "table", {},
          make("caption", {}, `${caption}: ${count(rows.length)} rows`),
          make("thead", {}, make("tr", {}, ...layer.head.map(([head]) => make("th", { scope: "col" }, head)))),
          make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row))))
        );
        const holder = make("div", { className: "atlas-scroll", tabIndex: 0 }, table);
        holder.setAttribute("role", "region");
        holder.setAttribute("aria-label", caption);
        const meant = layer.head.flatMap(([head, meaning]) => [make("dt", {}, head), make("dd", {}, meaning)]);
        return make("section", {}, holder, make("dl", {}, ...meant));
      })
    );
  };

  let turn = 0;
  const draw = async () => {
    const mine = ++turn;
    setTime();
    remember();
    say();
    const found = await Promise.allSettled(state.on.map(load));
    if (mine !== turn) return;
    const failed = found.find((each) => each.status === "rejected");
    if (failed) {
      said.textContent = failed.reason.message;
      return;
    }
    const data = new Map(state.on.map((id, at) => [id, found[at].value]));
    dots = [];
    hideTip();
    for (const old of names.querySelectorAll(".flow-name")) old.remove();
    const order = (layer) => ["area", "line", "dot", "square"].indexOf(layer.groups[0].shape);
    const parts = chosen().sort((a, b) => order(a) - order(b));
    drawn.replaceChildren(...parts.map((layer) => drawLayer(layer, data.get(layer.id))));
    drawKey(data);
    drawRows(data);
    find(".atlas-place").hidden = !parts.some((layer) => data.get(layer.id).frames.some((frame) => Object.keys(frame.places).length));
    find(".atlas-ring").setAttribute("d", state.place ? document.getElementById(`atlas-${state.place}`).getAttribute("d") : "");
    say(placeWords(data));
    declutter();
  };

  // Zoom.
  const settle = () => {
    const pixels = WIDTH / svg.clientWidth;
    svg.style.setProperty("--u", pixels);
    svg.style.setProperty("--k", view.k);
    svg.classList.toggle("atlas-wide", view.k < 0.7);
    find("#atlas-hatch").setAttribute("patternTransform", `rotate(45) scale(${pixels / view.k})`);
    svg.style.setProperty("--grow", Math.min(1.6, Math.max(0.4, Math.sqrt((view.k / pixels) * 3.4))));
    const kmPerPixel = (facts.kmPerUnit * pixels) / view.k;
    const km = [2000, 1000, 500, 200, 100, 50, 20, 10, 5].find((each) => each / kmPerPixel < 130) ?? 5;
    scale.firstElementChild.textContent = `${count(km)} km at 36° N`;
    scale.lastElementChild.style.width = `${km / kmPerPixel}px`;
    declutter();
  };
  const declutter = () => {
    const pixels = WIDTH / svg.clientWidth / view.k;
    const [left, top] = [-view.x / view.k, -view.y / view.k];
    const taken = [];
    const texts = [...names.children].sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
    for (const text of texts) {
      const flow = text.weight !== undefined;
      const [least, most] = (text.dataset.zoom ?? "0 99").split(" ").map(Number);
      const [half, high] = [(text.textContent.length * (flow ? 7.3 : 6.2) * pixels) / 2, 8 * pixels];
      const [x, y] = [flow ? Math.max(text.x0, left + half + 4 * pixels) : Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
      if (flow) text.setAttribute("x", x);
      const box = [x - half, y - high, x + half, y + high];
      const inside = box[0] > left && box[1] > top && box[2] < left + WIDTH / view.k && box[3] < top + HEIGHT / view.k;
      const free = taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
      if (inside && free && least <= view.k && view.k < most) {
        taken.push(box);
        text.removeAttribute("display");
      } else text.setAttribute("display", "none");
    }
  };
  const zoom = d3
    .zoom()
    .extent([[0, 0], [WIDTH, HEIGHT]])
    .scaleExtent([0.3, 14])
    .translateExtent([[-9500, -7500], [17000, 12500]])
    // The page's own scrolling stays the reader's: the wheel zooms with Ctrl, one finger scrolls, two move the map.
    .filter((event) => {
      if (event.type === "wheel") return event.ctrlKey || event.metaKey;
      if (event.type === "touchstart") return event.touches.length > 1;
      return !event.ctrlKey && !event.button;
    })
    .on("zoom", (event) => {
      view = event.transform;
      world.setAttribute("transform", view);
      hideTip();
    })
    .on("end", settle);
  const canvas = d3.select(svg);
  const move = (call, ...values) => {
    if (still.matches) canvas.call(call, ...values);
    else canvas.transition().duration(450).call(call, ...values);
  };
  const transformOf = ([x0, y0, x1, y1], room = 1) => {
    const k = Math.min(14, Math.min(WIDTH / (x1 - x0), HEIGHT / (y1 - y0)) * room);
    return d3.zoomIdentity.translate(WIDTH / 2 - (k * (x0 + x1)) / 2, HEIGHT / 2 - (k * (y0 + y1)) / 2).scale(k);
  };
  const show = (name) => move(zoom.transform, transformOf(facts.views[name]));
  const STEP = 0.25;
  const moves = {
    in: () => move(zoom.scaleBy, 1.6),
    out: () => move(zoom.scaleBy, 1 / 1.6),
    left: () => move(zoom.translateBy, (STEP * WIDTH) / view.k, 0),
    right: () => move(zoom.translateBy, (-STEP * WIDTH) / view.k, 0),
    up: () => move(zoom.translateBy, 0, (STEP * HEIGHT) / view.k),
    down: () => move(zoom.translateBy, 0, (-STEP * HEIGHT) / view.k),
    reset: () => {
      state.place = place.value = "";
      show(chosen().at(-1)?.view ?? "region");
      draw();
    },
  };

  // Words beside the pointer; a tap keeps them, Escape takes them away.
  const hideTip = () => {
    tip.hidden = true;
  };
  const point = (event) => {
    const box = svg.getBoundingClientRect();
    const pixels = WIDTH / box.width;
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const [x, y] = [(px * pixels - view.x) / view.k, (py * pixels - view.y) / view.k];
    let words = event.target.words, best = Infinity;
    for (const dot of dots) {
      const far = (Math.hypot(dot.x - x, dot.y - y) * view.k) / pixels;
      if (far < Math.max(9, dot.size / 2) && far < best) [best, words] = [far, dot.words];
    }
    if (!words) return hideTip();
    const [head, ...rest] = words.split("\n");
    tip.replaceChildren(make("b", {}, head), ...rest.map((line) => make("span", {}, line)));
    tip.hidden = false;
    tip.style.left = `${Math.min(px + 12, Math.max(0, box.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${py + 16 + tip.offsetHeight > box.height ? py - tip.offsetHeight - 10 : py + 16}px`;
  };
  svg.addEventListener("pointermove", (event) => event.buttons || point(event));
  svg.addEventListener("click", point);
  stage.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hideTip());
  addEventListener("keydown", (event) => event.key === "Escape" && hideTip());

  // What is chosen stands in the address.
  const remember = () => {
    const query = new URLSearchParams();
    query.set("layers", state.on.join("."));
    if (timed().length) query.set("year", state.year);
    if (state.place) query.set("place", state.place);
    history.replaceState(null, "", `${location.pathname}?${query}${location.hash}`);
  };
  const recall = () => {
    const query = new URLSearchParams(location.search);
    if (!query.has("layers")) return;
    state.on = query.get("layers").split(".").filter((id) => layers.has(id));
    state.year = Number(query.get("year")) || state.year;
    state.place = query.get("place") in facts.places ? query.get("place") : "";
    place.value = state.place;
    for (const box of form.querySelectorAll("[name=layer]")) box.checked = state.on.includes(box.value);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (target.name === "layer") {
      state.on = facts.layers.map((layer) => layer.id).filter((id) => (id === target.value ? target.checked : state.on.includes(id)));
      if (target.checked) {
        const layer = layers.get(target.value);
        if (layer.frames[0][0]) state.year = nearest(layer.frames.map(([first]) => first), state.year);
        show(layer.view);
      }
    }
    if (target.name === "year") state.year = steps()[Number(target.value)];
    if (target.name === "place") {
      state.place = target.value;
      if (state.place) move(zoom.transform, transformOf(facts.places[state.place][1], 0.7));
      else show("afghanistan");
    }
    draw();
  });
  root.addEventListener("click", ({ target }) => {
    const { step, move: way, view: name } = target.dataset ?? {};
    if (way) moves[way]();
    if (name) show(name);
    if (step && target.getAttribute("aria-disabled") !== "true") {
      const years = steps();
      state.year = years[years.indexOf(state.year) + Number(step)];
      draw();
    }
  });

  recall();
  for (const part of [form, details, scale, find(".atlas-tools")]) part.hidden = false;
  canvas.call(zoom).on("dblclick.zoom", null);
  const last = chosen().at(-1);
  canvas.call(zoom.transform, state.place ? transformOf(facts.places[state.place][1], 0.7) : transformOf(facts.views[last?.view ?? "region"]));
  new ResizeObserver(settle).observe(stage);
  draw();
})();
