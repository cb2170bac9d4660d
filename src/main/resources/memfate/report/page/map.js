/* The address map: a strip for each band, blocks on one axis. Blocks that are too narrow to be seen
   are joined to one, which opens when it is picked. */
const LANE_HEIGHT = 22;
const NARROW = 4;
const MOST_ZOOM = 512;
const MARGIN = 8;

class AddressMap {
  constructor(axis, { label, onPick, link }) {
    this.axis = axis;
    this.onPick = onPick;
    this.zoom = 1;
    this.bands = new Map();
    this.names = [];
    this.before = new Map();
    this.canvas = el("div", { class: "map-canvas" });
    this.scroller = el("div", { class: "map-scroll", role: "group", "aria-label": label, tabindex: "-1", onscroll: () => this.plan() }, this.canvas);
    this.labels = el("div", { class: "map-labels", "aria-hidden": "true" });
    this.info = el("p", { class: "map-info", "aria-live": "off" }, "Hover or focus a block. Arrow keys move, + and - zoom, Enter says why.");
    this.out = el("button", { type: "button", onclick: () => this.zoomBy(0.5), "aria-label": "Zoom out", title: "Zoom out (-)" }, "\u2212");
    this.in = el("button", { type: "button", onclick: () => this.zoomBy(2), "aria-label": "Zoom in", title: "Zoom in (+)" }, "+");
    this.fit = el("button", { type: "button", onclick: () => this.zoomTo(1), title: "Show all (0)" }, "Fit");
    this.element = el("section", { class: "map", "aria-label": label },
      el("div", { class: "map-bar" }, el("span", { class: "map-zoom" }, this.out, this.in, this.fit), legend()),
      el("div", { class: "map-body" }, this.labels, this.scroller),
      this.info);
    this.canvas.addEventListener("keydown", (e) => this.key(e));
    if (link) this.link(link);
    new ResizeObserver(() => this.plan()).observe(this.scroller);
  }

  /* Two maps of one axis scroll and zoom together. */
  link(other) {
    this.linked = other;
    other.linked = this;
  }

  /* Shows bands. At the end of a boot, memory that nobody uses is lost; before, it may come yet. What
     was not there before stands out if asked to. */
  show(bands, names, isEnd, marking) {
    this.isEnd = isEnd;
    this.before = marking ? this.bands : new Map();
    this.marking = marking;
    this.bands = bands;
    this.names = names;
    this.draw();
    this.linked?.plan();
  }

  lanesOf(band) {
    return (this.bands.get(band) || []).reduce((most, row) => Math.max(most, row.depth + 1), 1);
  }

  plan() {
    if (this.linked && Math.abs(this.linked.scroller.scrollLeft - this.scroller.scrollLeft) > 1) {
      this.linked.scroller.scrollLeft = this.scroller.scrollLeft;
    }
    if (this.planned) return;
    this.planned = true;
    requestAnimationFrame(() => {
      this.planned = false;
      this.draw();
    });
  }

  zoomBy(factor) {
    this.zoomTo(this.zoom * factor);
  }

  zoomTo(zoom, center) {
    const view = this.scroller.clientWidth;
    const middle = center ?? (this.scroller.scrollLeft + view / 2) / (view * this.zoom);
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, zoom));
    this.apply(middle);
    if (this.linked) {
      this.linked.zoom = this.zoom;
      this.linked.apply(middle);
    }
  }

  apply(middle) {
    const view = this.scroller.clientWidth;
    this.canvas.style.width = this.zoom === 1 ? "100%" : view * this.zoom + "px";
    this.scroller.scrollLeft = middle * view * this.zoom - view / 2;
    this.draw();
  }

  draw() {
    const width = this.scroller.clientWidth * this.zoom;
    if (width === 0) return;
    const left = this.scroller.scrollLeft - 200;
    const right = this.scroller.scrollLeft + this.scroller.clientWidth + 200;
    const scale = (width - 2 * MARGIN) / this.axis.width;
    const focused = document.activeElement && this.canvas.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const parts = [this.ruler(scale, left, right)];
    const labels = [];
    let top = 30;
    this.strips = [];
    for (const [key, name] of this.names) {
      const rows = this.bands.get(key) || [];
      const lanes = Math.max(this.lanesOf(key), this.linked?.lanesOf(key) ?? 1);
      const strip = el("div", { class: "strip", role: "group", "aria-label": name });
      const blocks = this.blocks(key, rows, lanes, scale, left, right, name);
      append(strip, blocks);
      strip.style.top = top + "px";
      strip.style.height = lanes * LANE_HEIGHT + "px";
      parts.push(strip);
      this.strips.push(blocks);
      const label = el("div", {}, name);
      label.style.top = top + "px";
      labels.push(label);
      top += lanes * LANE_HEIGHT + 8;
    }
    fill(this.canvas, parts);
    fill(this.labels, labels);
    this.canvas.style.height = top + "px";
    this.labels.style.height = top + "px";
    this.scroller.classList.toggle("zoomed", this.zoom > 1);
    this.out.disabled = this.zoom === 1;
    this.fit.disabled = this.zoom === 1;
    this.takeTurns(focused);
  }

  ruler(scale, left, right) {
    const ruler = el("div", { class: "ruler", "aria-hidden": "true" });
    let free = -1;
    for (const segment of this.axis.segments) {
      const from = MARGIN + segment.from * scale;
      const to = MARGIN + segment.to * scale;
      if (to < left || from > right) continue;
      const mark = el("i", { class: segment.kind === CUT ? "cut" : "tick" });
      mark.style.left = from + "px";
      mark.style.width = Math.max(1, to - from) + "px";
      ruler.append(mark);
      const text = address(segment.start);
      if (segment.kind !== CUT && from >= free && from + text.length * 7 <= scale * this.axis.width) {
        const word = el("span", {}, text);
        word.style.left = from + "px";
        ruler.append(word);
        free = from + text.length * 7 + 14;
      }
    }
    return ruler;
  }

  blocks(band, rows, lanes, scale, left, right, name) {
    const shown = [];
    const open = new Array(lanes).fill(null);
    const before = this.marking ? new Set((this.before.get(band) || []).map(rowKey)) : null;
    for (const row of rows) {
      const from = MARGIN + this.axis.at(row.start) * scale;
      const to = MARGIN + this.axis.behind(row) * scale;
      if (to < left || from > right) continue;
      const last = open[row.depth];
      const isNew = before !== null && !before.has(rowKey(row));
      if (to - from < NARROW && last && last.narrow && from - last.from < 3 * NARROW) {
        last.rows.push(row);
        last.to = Math.max(last.to, to);
        last.isNew ||= isNew;
        continue;
      }
      open[row.depth] = { band, name, rows: [row], from, to, narrow: to - from < NARROW, isNew };
      shown.push(open[row.depth]);
    }
    return shown.map((block) => this.block(block));
  }

  block(block) {
    const fate = block.band === "fate";
    const row = block.rows[0];
    const lost = fate ? block.rows.reduce((sum, r) => sum + sizeOf(r) - r.usable, 0n) : 0n;
    const size = block.rows.reduce((sum, r) => sum + sizeOf(r), 0n);
    const several = block.rows.length > 1;
    const text = several ? number(block.rows.length) + " ranges" : row.name;
    const owner = fate && block.rows.every((r) => r.name === row.name) ? row.name : fate ? "several" : "";
    const button = el("button", {
      type: "button",
      tabindex: "-1",
      class: "block b-" + block.band + (fate ? " own-" + owner : "") + (lost > 0n && this.isEnd ? " lossy" : "") + (block.isNew ? " new" : "") + (block.to - block.from < 15 ? " tiny" : ""),
      "data-key": block.band + rowKey(row),
      "aria-label": this.sentence(block, lost, size),
      onclick: () => this.pick(block),
      onmouseenter: () => this.say(block, lost, size),
      onfocus: () => this.say(block, lost, size),
    });
    const width = Math.max(2, block.to - block.from - 1);
    button.style.left = block.from + "px";
    button.style.width = width + "px";
    button.style.top = row.depth * LANE_HEIGHT + "px";
    if (owner === "several") button.append(...ownerShares(block.rows, size));
    if (lost > 0n && this.isEnd) {
      const share = el("i", { class: "loss" });
      share.style.width = Math.max(6, 100 * Number(lost) / Number(size)) + "%";
      button.append(share);
    }
    if (width > 14) button.append(el("span", {}, fate ? this.fateLabel(block, several, owner, lost, size, width) : text));
    return button;
  }

  fateLabel(block, several, owner, lost, size, width) {
    const letter = owner === "several" ? "*" : ownerOf(owner).letter;
    if (width < 60) return letter;
    const what = several ? number(block.rows.length) + " ranges" : bytes(size);
    return letter + " " + what + (lost === 0n ? "" : " \u2013 " + (lost === size ? "" : bytes(lost) + " ") + this.unused());
  }

  unused() {
    return this.isEnd ? "lost" : "not in use yet";
  }

  sentence(block, lost, size) {
    const row = block.rows[0];
    const last = block.rows.at(-1);
    const parts = [block.name];
    if (block.rows.length > 1) parts.push(number(block.rows.length) + " ranges, pick to zoom in");
    else parts.push(block.band === "fate" ? "owner " + ownerOf(row.name).name : row.name);
    parts.push(address(row.start) + " to " + address(last.end), bytes(size));
    if (block.band === "fate") parts.push(lost === 0n ? "all usable" : bytes(lost) + " " + this.unused());
    if (row.at && block.rows.length === 1) parts.push(row.at);
    return parts.join(", ");
  }

  say(block, lost, size) {
    const row = block.rows[0];
    fill(this.info,
      el("b", {}, block.name), " ",
      block.rows.length > 1 ? number(block.rows.length) + " ranges" : block.band === "fate" ? ownerMark(row.name) : row.name,
      el("code", {}, span(row.start, block.rows.at(-1).end)),
      el("span", {}, bytes(size)),
      block.band === "fate" && el("span", { class: lost > 0n && this.isEnd ? "bad" : "" }, lost === 0n ? "all usable" : bytes(lost) + " " + this.unused()),
      block.rows.length === 1 && row.at && el("code", { class: "place" }, row.at));
  }

  pick(block) {
    if (block.rows.length > 1) {
      const middle = (block.from + block.to) / 2 / (this.scroller.clientWidth * this.zoom);
      this.zoomTo(this.zoom * 4, middle);
    } else if (this.onPick) {
      this.onPick(block.rows[0], block.band);
    }
  }

  /* One block takes part in the order of the tab key; arrows move from there. */
  takeTurns(key) {
    const all = this.strips.flat();
    const one = all.find((b) => b.dataset.key === (key ?? this.turn)) || all[0];
    if (one) {
      one.tabIndex = 0;
      if (key !== undefined) one.focus({ preventScroll: true });
    }
  }

  key(e) {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === "+" || e.key === "=") this.zoomBy(2);
    else if (e.key === "-") this.zoomBy(0.5);
    else if (e.key === "0") this.zoomTo(1);
    else if (e.key.startsWith("Arrow") || e.key === "Home" || e.key === "End") this.move(e.key);
    else return;
    e.preventDefault();
  }

  move(key) {
    const at = this.strips.findIndex((strip) => strip.includes(document.activeElement));
    if (at < 0) return;
    const strip = this.strips[at];
    const i = strip.indexOf(document.activeElement);
    let next;
    if (key === "ArrowRight") next = strip[i + 1];
    else if (key === "ArrowLeft") next = strip[i - 1];
    else if (key === "Home") next = strip[0];
    else if (key === "End") next = strip.at(-1);
    else next = this.nearest(at, key === "ArrowDown" ? 1 : -1, strip[i]);
    if (!next) return;
    document.activeElement.tabIndex = -1;
    next.tabIndex = 0;
    this.turn = next.dataset.key;
    next.focus();
  }

  nearest(at, step, from) {
    const middle = from.offsetLeft + from.offsetWidth / 2;
    for (let i = at + step; i >= 0 && i < this.strips.length; i += step) {
      let best;
      for (const block of this.strips[i]) {
        const away = Math.max(0, block.offsetLeft - middle, middle - block.offsetLeft - block.offsetWidth);
        if (!best || away < best.away) best = { away, block };
      }
      if (best) return best.block;
    }
    return undefined;
  }
}

function rowKey(row) {
  return row.name + ":" + row.start.toString(16) + "-" + row.end.toString(16) + (row.usable === undefined ? "" : "/" + row.usable.toString(16));
}

/* Of ranges that share a block: how much each owner has. */
function ownerShares(rows, size) {
  let left = 0;
  return Object.keys(OWNERS).flatMap((owner) => {
    const own = rows.filter((r) => r.name === owner).reduce((sum, r) => sum + sizeOf(r), 0n);
    if (own === 0n) return [];
    const share = el("i", { class: "share own-" + owner });
    share.style.left = left + "%";
    share.style.width = (100 * Number(own)) / Number(size) + "%";
    left += (100 * Number(own)) / Number(size);
    return [share];
  });
}

/* The bands of several boots, in their usual order. */
function bandsOf(boots) {
  const met = new Set(boots.flatMap((boot) => boot.bandNames.map(([key]) => key)));
  return BANDS.filter(([key]) => met.has(key));
}

function legend() {
  return el("span", { class: "legend", "aria-label": "Legend" },
    ["cxl", "hmem", "system-ram", "none"].map(ownerMark),
    el("span", { class: "owner lossy" }, el("b", { class: "loss-mark", "aria-hidden": "true" }, "!"), " lost"));
}
