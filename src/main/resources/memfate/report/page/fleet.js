/* A table of any length: only the rows in view are elements. */
const ROW_HEIGHT = 28;
const ROWS_AHEAD = 12;

class LongTable {
  /* columns: {key, title, value(row), cell(row), number}; the first is the row's name. */
  constructor(label, columns, onOpen, className) {
    this.columns = columns;
    this.onOpen = onOpen;
    this.rows = [];
    this.live = new Map();
    this.current = 0;
    this.head = el("div", { role: "row", class: "grid-row grid-head", "aria-rowindex": "1" });
    this.body = el("div", { class: "grid-body", role: "rowgroup" });
    this.grid = el("div", { role: "grid", class: "grid " + className, "aria-label": label },
      el("div", { role: "rowgroup", class: "grid-top" }, this.head), this.body);
    this.element = el("div", { class: "grid-scroll" }, this.grid);
    this.element.addEventListener("scroll", () => this.plan(), { passive: true });
    this.body.addEventListener("keydown", (e) => this.key(e));
    this.body.addEventListener("focusin", (e) => this.focused(e));
    new ResizeObserver(() => this.plan()).observe(this.element);
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
    this.live.clear();
    this.body.replaceChildren();
    this.body.style.height = this.rows.length * ROW_HEIGHT + "px";
    this.grid.setAttribute("aria-rowcount", this.rows.length + 1);
    this.grid.setAttribute("aria-colcount", this.columns.length);
    this.draw();
  }

  sorted(rows, column) {
    const sign = this.sorting.down ? -1 : 1;
    const keyed = rows.map((row, i) => ({ row, i, value: column.value(row) }));
    keyed.sort((one, other) => one.value < other.value ? -sign : one.value > other.value ? sign : one.i - other.i);
    return keyed.map((k) => k.row);
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
    const from = Math.max(0, Math.floor(this.element.scrollTop / ROW_HEIGHT) - ROWS_AHEAD);
    const to = Math.min(this.rows.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / ROW_HEIGHT) + ROWS_AHEAD);
    const had = document.activeElement === this.elementOf(this.current);
    for (const [i, element] of this.live) {
      if (i < from || i >= to) {
        element.remove();
        this.live.delete(i);
      }
    }
    const fresh = [];
    for (let i = from; i < to; i++) {
      if (!this.live.has(i)) {
        this.live.set(i, this.row(i));
        fresh.push(this.live.get(i));
      }
    }
    this.body.append(...fresh);
    this.takeTurns(from, to);
    if (had) this.elementOf(this.current)?.focus({ preventScroll: true });
  }

  /* One row in view takes part in the order of the tab key. */
  takeTurns(from, to) {
    const turn = this.current >= from && this.current < to ? this.current : from;
    for (const [i, element] of this.live) element.tabIndex = i === turn ? 0 : -1;
  }

  row(i) {
    const row = this.rows[i];
    const element = el("div", {
      role: "row", class: "grid-row", tabindex: "-1",
      "aria-rowindex": i + 2, "data-i": i, onclick: () => this.open(i),
    }, this.columns.map((column, c) => el("div", {
      role: c === 0 ? "rowheader" : "gridcell", "aria-colindex": c + 1, class: column.number ? "num" : "",
    }, column.cell(row))));
    element.style.top = i * ROW_HEIGHT + "px";
    return element;
  }

  elementOf(i) {
    return this.live.get(i);
  }

  focused(e) {
    const row = e.target.closest("[data-i]");
    if (row) this.current = Number(row.dataset.i);
  }

  open(i) {
    this.current = i;
    this.onOpen(this.rows[i]);
  }

  key(e) {
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
    this.elementOf(this.current)?.focus({ preventScroll: true });
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
  return { independent: "independent", dependent: "order dependent" }[row.verdict] || "one order run";
}

const FLEET_COLUMNS = [
  { key: "id", title: "platform", value: (r) => r.id, cell: (r) => r.id },
  { key: "policy", title: "policy", value: (r) => r.policy, cell: (r) => r.policy || "\u2013" },
  { key: "status", title: "status", value: (r) => r.status, cell: (r) => el("span", { class: r.status === "ok" ? "" : "bad" }, r.status) },
  { key: "owners", title: "owners", value: (r) => ownersOf(r).join(), cell: (r) => ownersOf(r).map((o) => [ownerMark(o), " "]) },
  { key: "ranges", title: "ranges", number: true, value: (r) => r.packed.length, cell: (r) => number(r.packed.length / 4) },
  { key: "size", title: "size", number: true, value: (r) => r.size, cell: (r) => bytes(r.size) },
  { key: "lost", title: "lost", number: true, value: lostOf, cell: (r) => (lostOf(r) === 0n ? "\u2013" : el("b", { class: "bad" }, bytes(lostOf(r)))) },
  { key: "order", title: "order", value: (r) => r.verdict, cell: (r) => orderWord(r) },
  { key: "codes", title: "findings", value: (r) => 1000 * r.gravest + r.codes.length, cell: (r) => (r.codes.length ? [el("span", { class: "sev-" + SEVERITIES[r.gravest] }, el("b", {}, SEVERITIES[r.gravest])), " ", r.codes.join(", ")] : "\u2013") },
  { key: "path", title: "input", value: (r) => r.path, cell: (r) => el("code", { class: "place" }, r.path + (r.line ? ":" + r.line : "")) },
];

const fleet = { text: "", facet: "codes", chosen: null, table: null };

function renderFleet(panel, app) {
  const longTable = new LongTable("Platforms", FLEET_COLUMNS, (row) => app.open(row.i, "map"), "grid-fleet");
  const total = el("p", { class: "total", role: "status" });
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
    }), numbers.length > 200 && note(number(numbers.length - 200) + " more values, each of few of the " + number(all) + " rows"));
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
      el("div", { class: "fleet-table" }, total, longTable.element)));
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
  return [el("b", {}, number(rows.length)), rows.length === 1 ? " outcome, " : " outcomes, ", bytes(usable), " of ", bytes(size), " usable",
    lossy ? [", ", el("b", { class: "bad" }, bytes(size - usable) + " lost"), " on " + number(lossy)] : ", nothing lost"];
}
