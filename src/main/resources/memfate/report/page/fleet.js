/* A table of any length. It has as many elements as there are rows in view and some more; a row that
   comes into view takes the element of one that left, and writes into it what differs. */
const ROW_HEIGHT = 28;
const ROWS_AHEAD = 4;

class LongTable {
  /* columns: {key, title, value(row) to sort by, text(row), tone(row), draw(cell, row), number}; the first
     is the row's name. A cell with the same text looks the same. */
  constructor(label, columns, onOpen, className) {
    this.columns = columns;
    this.onOpen = onOpen;
    this.rows = [];
    this.slots = [];
    this.current = 0;
    this.head = el("div", { role: "row", class: "grid-row grid-head", "aria-rowindex": "1" });
    this.body = el("div", { class: "grid-body", role: "rowgroup" });
    this.grid = el("div", { role: "grid", class: "grid " + className, "aria-label": label },
      el("div", { role: "rowgroup", class: "grid-top" }, this.head), this.body);
    this.element = el("div", { class: "grid-scroll", tabindex: "-1" }, this.grid);
    this.element.addEventListener("scroll", () => this.plan(), { passive: true });
    this.element.addEventListener("keydown", (e) => this.key(e));
    this.body.addEventListener("focusin", (e) => this.focused(e));
    this.body.addEventListener("click", (e) => this.clicked(e));
    new ResizeObserver(() => this.resized()).observe(this.element);
    this.sorting = { key: null, down: false };
    this.heads();
  }

  heads() {
    fill(this.head, this.columns.map((column, i) => {
      const sorted = this.sorting.key === column.key;
      const arrow = sorted ? (this.sorting.down ? " \u2193" : " \u2191") : "";
      return el("div", {
        role: "columnheader", "aria-colindex": i + 1, class: column.number ? "num" : "",
        "aria-sort": sorted ? (this.sorting.down ? "descending" : "ascending") : "none",
      }, el("button", { type: "button", onclick: () => this.sortBy(column) }, column.title + arrow));
    }));
  }

  sortBy(column) {
    const again = this.sorting.key === column.key;
    this.sorting = { key: column.key, down: again ? !this.sorting.down : Boolean(column.number) };
    const at = this.columns.indexOf(column);
    this.heads();
    this.head.children[at].firstChild.focus();
    this.set(this.unsorted);
  }

  set(rows) {
    this.unsorted = rows;
    const column = this.columns.find((c) => c.key === this.sorting.key);
    this.rows = column ? this.sorted(rows, column) : rows;
    this.current = 0;
    this.element.scrollTop = 0;
    this.body.style.height = this.rows.length * ROW_HEIGHT + "px";
    this.grid.setAttribute("aria-rowcount", this.rows.length + 1);
    this.grid.setAttribute("aria-colcount", this.columns.length);
    this.renew();
    this.draw();
  }

  sorted(rows, column) {
    const sign = this.sorting.down ? -1 : 1;
    const keyed = rows.map((row, i) => ({ row, i, value: column.value(row) }));
    keyed.sort((one, other) => one.value < other.value ? -sign : one.value > other.value ? sign : one.i - other.i);
    return keyed.map((k) => k.row);
  }

  resized() {
    if (this.needed() !== this.slots.length) this.renew();
    this.draw();
  }

  needed() {
    return Math.min(this.rows.length, Math.ceil(this.element.clientHeight / ROW_HEIGHT) + 1 + 2 * ROWS_AHEAD);
  }

  /* As many elements as the view needs now, none of which has a row yet. */
  renew() {
    if (this.body.contains(document.activeElement)) this.element.focus({ preventScroll: true });
    const most = this.needed();
    while (this.slots.length > most) this.slots.pop().element.remove();
    while (this.slots.length < most) this.slots.push(this.slot());
    this.body.append(...this.slots.map((slot) => slot.element));
    for (const slot of this.slots) slot.i = -1;
  }

  plan() {
    if (this.planned) return;
    this.planned = true;
    requestAnimationFrame(() => {
      this.planned = false;
      this.draw();
    });
  }

  draw() {
    const first = Math.max(0, Math.floor(this.element.scrollTop / ROW_HEIGHT) - ROWS_AHEAD);
    const from = Math.min(first, this.rows.length - this.slots.length);
    for (let i = from; i < from + this.slots.length; i++) {
      const slot = this.slots[i % this.slots.length];
      if (slot.i !== i) this.put(slot, i);
    }
    this.takeTurns(from);
  }

  slot() {
    const cells = this.columns.map((column, c) => el("div", { role: c === 0 ? "rowheader" : "gridcell", "aria-colindex": c + 1 }));
    return { i: -1, element: el("div", { role: "row", class: "grid-row", tabindex: "-1" }, cells), cells, texts: [] };
  }

  /* The focus stays with its row: when that leaves the view, the table has it. */
  put(slot, i) {
    if (slot.element === document.activeElement) this.element.focus({ preventScroll: true });
    slot.i = i;
    slot.element.style.top = i * ROW_HEIGHT + "px";
    slot.element.setAttribute("aria-rowindex", i + 2);
    const row = this.rows[i];
    this.columns.forEach((column, c) => {
      const text = column.text(row);
      if (slot.texts[c] === text) return;
      slot.texts[c] = text;
      const cell = slot.cells[c];
      cell.className = (column.number ? "num " : "") + (column.tone ? column.tone(row) : "");
      if (column.draw) column.draw(cell, row);
      else cell.textContent = text;
    });
  }

  /* One row in view takes part in the order of the tab key. */
  takeTurns(from) {
    const turn = this.slotOf(this.current) ? this.current : from;
    for (const slot of this.slots) {
      const index = slot.i === turn ? 0 : -1;
      if (slot.element.tabIndex !== index) slot.element.tabIndex = index;
    }
  }

  slotOf(i) {
    const slot = this.slots[i % this.slots.length];
    return slot?.i === i ? slot : undefined;
  }

  rowAt(target) {
    const element = target.closest(".grid-body .grid-row");
    return element && this.slots.find((slot) => slot.element === element);
  }

  focused(e) {
    const slot = this.rowAt(e.target);
    if (slot) this.current = slot.i;
  }

  clicked(e) {
    const slot = this.rowAt(e.target);
    if (slot) this.open(slot.i);
  }

  open(i) {
    this.current = i;
    this.onOpen(this.rows[i]);
  }

  key(e) {
    if (!this.rows.length || this.head.contains(e.target)) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 2);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (e.key === "Enter" || e.key === " ") this.open(this.current);
    else if (e.key in steps) this.go(this.current + steps[e.key]);
    else return;
    e.preventDefault();
  }

  go(to) {
    this.current = Math.min(this.rows.length - 1, Math.max(0, to));
    const top = this.current * ROW_HEIGHT;
    const view = this.element.clientHeight - ROW_HEIGHT;
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + ROW_HEIGHT > this.element.scrollTop + view) this.element.scrollTop = top + ROW_HEIGHT - view;
    this.draw();
    this.slotOf(this.current)?.element.focus({ preventScroll: true });
  }
}

const SEVERITIES = ["", "info", "warning", "error"];

function ownersOf(row) {
  row.owners ??= [...new Set(row.packed.filter((_, i) => i % 4 === 2))].sort();
  return row.owners;
}

const lostOf = (row) => row.size - row.usable;

/* By what a fleet can be counted: the words of a row. */
const FACETS = [
  ["codes", "findings", (row) => (row.codes.length ? row.codes : ["no finding"])],
  ["policy", "policy", (row) => [row.policy || "no policy"]],
  ["status", "status", (row) => [row.status]],
  ["owners", "owners", (row) => [ownersOf(row).map((o) => ownerOf(o).name).join(" + ") || "no range"]],
  ["lost", "lost memory", (row) => [lostOf(row) === 0n ? "nothing lost" : row.usable === 0n ? "all lost" : "a part lost"]],
  ["verdict", "order", (row) => [orderWord(row)]],
  ["vendor", "vendor", (row) => [row.vendor || "not told"]],
  ["kernel", "kernel", (row) => [row.kernel || "not told"]],
  ["ranges", "number of ranges", (row) => [count(row.packed.length / 4, "range")]],
  ["size", "size", (row) => [bytes(row.size)]],
  ["folder", "folder", (row) => [row.path.includes("/") ? row.path.slice(0, row.path.lastIndexOf("/")) : "."]],
];

function orderWord(row) {
  return { independent: "independent", dependent: "dependent" }[row.verdict] || "one run";
}

const isBad = (bad) => (bad ? "bad" : "");

const FLEET_COLUMNS = [
  { key: "id", title: "platform", value: (r) => r.id, text: (r) => r.id },
  { key: "policy", title: "policy", value: (r) => r.policy, text: (r) => r.policy || "\u2013" },
  { key: "status", title: "status", value: (r) => r.status, text: (r) => r.status, tone: (r) => isBad(r.status !== "ok") },
  { key: "owners", title: "owners", value: (r) => ownersOf(r).join(), text: (r) => ownersOf(r).join(), draw: (cell, r) => fill(cell, ownerMarks(ownersOf(r))) },
  { key: "ranges", title: "ranges", number: true, value: (r) => r.packed.length, text: (r) => number(r.packed.length / 4) },
  { key: "size", title: "size", number: true, value: (r) => r.size, text: (r) => bytes(r.size) },
  { key: "lost", title: "lost", number: true, value: lostOf, text: (r) => (lostOf(r) === 0n ? "\u2013" : bytes(lostOf(r))), tone: (r) => isBad(lostOf(r) > 0n) + " strong" },
  { key: "order", title: "order", value: (r) => r.verdict, text: orderWord, tone: (r) => isBad(r.verdict === "dependent") },
  { key: "codes", title: "findings", value: (r) => 1000 * r.gravest + r.codes.length, text: (r) => r.gravest + r.codes.join(), draw: (cell, r) => fill(cell, findingMarks(r)) },
  { key: "path", title: "input", value: (r) => r.path, text: (r) => r.path + (r.line ? ":" + r.line : ""), tone: () => "place" },
];

/* Of several owners the letters are seen, and the names are said. */
function ownerMarks(owners) {
  return owners.length < 2 ? owners.map(ownerMark) : el("span", { class: "letters" }, owners.map((o) => [ownerMark(o), " "]));
}

function findingMarks(row) {
  return row.codes.length ? [el("span", { class: "sev-" + SEVERITIES[row.gravest] }, el("b", {}, SEVERITIES[row.gravest])), " ", row.codes.join(", ")] : "\u2013";
}

const fleet = { text: "", facet: "codes", chosen: null, table: null };

function renderFleet(panel, app) {
  const longTable = new LongTable("Platforms", FLEET_COLUMNS, (row) => app.open(row.i, "map"), "grid-fleet");
  const total = el("p", { class: "total", role: "status" });
  const none = note("No outcome matches the filter.");
  const counts = el("div", { class: "counts" });
  const search = el("input", { type: "search", id: "fleet-filter", value: fleet.text, autocomplete: "off", spellcheck: "false", placeholder: "name, policy, file, finding" });
  const facetOf = () => FACETS.find(([key]) => key === fleet.facet)[2];

  function apply() {
    const words = fleet.text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = ROWS.filter((row) => words.every((word) => haystack(row).includes(word)));
    const values = facetOf();
    const numbers = new Map();
    for (const row of found) for (const value of values(row)) numbers.set(value, (numbers.get(value) || 0) + 1);
    if (!numbers.has(fleet.chosen)) fleet.chosen = null;
    const rows = fleet.chosen === null ? found : found.filter((row) => values(row).includes(fleet.chosen));
    drawCounts([...numbers].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)), found.length);
    longTable.set(rows);
    longTable.element.hidden = rows.length === 0;
    none.hidden = rows.length > 0;
    fill(total, totals(rows));
  }

  function drawCounts(numbers, all) {
    const most = Math.max(1, ...numbers.map((n) => n[1]));
    fill(counts, numbers.slice(0, 200).map(([value, n]) => {
      const bar = el("i", { "aria-hidden": "true" });
      bar.style.width = (100 * n) / most + "%";
      return el("button", {
        type: "button", class: "count", "aria-pressed": String(fleet.chosen === value),
        onclick: (e) => {
          fleet.chosen = fleet.chosen === value ? null : value;
          apply();
          [...counts.children].find((b) => b.dataset.value === value)?.focus();
        },
        "data-value": value,
      }, bar, el("span", {}, value), el("b", {}, number(n)));
    }), numbers.length > 200 && note(count(numbers.length - 200, "more value") + ", each of few of the " + count(all, "row")));
  }

  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      fleet.text = search.value;
      apply();
    }, 60);
  });
  fill(panel,
    el("div", { class: "fleet" },
      el("aside", { "aria-label": "Filter and counts" },
        el("div", { class: "field column" }, el("label", { for: "fleet-filter" }, "Filter"), search),
        select("Count by", FACETS.map(([key, name]) => [key, name]), fleet.facet, (value) => {
          fleet.facet = value;
          fleet.chosen = null;
          apply();
        }), counts),
      el("div", { class: "fleet-table" }, el("div", { class: "fleet-head" }, total, legend()), longTable.element, none)));
  apply();
}

function haystack(row) {
  row.words ??= [row.id, row.policy, row.path, row.status, row.vendor, row.kernel, ...row.codes].join("\n").toLowerCase();
  return row.words;
}

function totals(rows) {
  let size = 0n;
  let usable = 0n;
  let lossy = 0;
  for (const row of rows) {
    size += row.size;
    usable += row.usable;
    if (row.usable < row.size) lossy++;
  }
  return [el("b", {}, count(rows.length, "outcome")), ", ", bytes(usable), " of ", bytes(size), " usable",
    lossy ? [", ", el("b", { class: "bad" }, bytes(size - usable) + " lost"), " in " + count(lossy, "outcome")] : ", nothing lost"];
}
