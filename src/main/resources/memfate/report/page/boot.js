/* A boot as it was recorded: its events, and the bands of its map after each. */
const BANDS = [
  ["fate", "fate"],
  ["firmware", "firmware map"],
  ["soft_reserve", "soft_reserve"],
  ["windows", "CXL windows"],
  ["regions", "regions"],
  ["iomem", "iomem"],
  ["dax", "dax"],
];
const EVENTS_BETWEEN_COPIES = 64;
const IOMEM_LINE = /^( *)([0-9a-f]{1,16})-([0-9a-f]{1,16}) : (.*)$/;

class Boot {
  constructor(body) {
    this.body = body;
    this.events = body.detail ? body.detail.events.filter((e) => e.sequence > 0) : [];
    this.detail = body.detail;
    this.copies = [new Map()];
    if (this.detail) this.readRows();
    else this.copies[0] = bandsWithoutDetail(body);
  }

  get hasEvents() {
    return this.events.length > 0;
  }

  readRows() {
    for (const event of this.detail.events) {
      for (const change of event.map || []) change.rows.forEach(readRow);
    }
    for (const fact of this.detail.facts) {
      if (fact.start) readRow(fact);
    }
  }

  /* The bands after n events. */
  bandsAt(n) {
    if (!this.hasEvents) return this.copies[0];
    const copy = Math.floor(n / EVENTS_BETWEEN_COPIES);
    while (this.copies.length <= copy) {
      const from = (this.copies.length - 1) * EVENTS_BETWEEN_COPIES;
      this.copies.push(this.applied(this.copies.at(-1), from, from + EVENTS_BETWEEN_COPIES));
    }
    return this.applied(this.copies[copy], copy * EVENTS_BETWEEN_COPIES, n);
  }

  applied(before, from, to) {
    const bands = new Map(before);
    for (const event of this.events.slice(from, to)) {
      for (const change of event.map || []) {
        const rows = (bands.get(change.band) || []).slice();
        rows.splice(change.from, change.removed, ...change.rows);
        bands.set(change.band, rows);
      }
    }
    return bands;
  }

  /* The names of the bands that ever have a row, from the top. */
  get bandNames() {
    if (!this.hasEvents) return BANDS.filter(([key]) => (this.copies[0].get(key) || []).length > 0);
    const met = new Set(this.events.flatMap((e) => (e.map || []).map((c) => c.band)));
    return BANDS.filter(([key]) => met.has(key));
  }

  firings(event) {
    return (event.fired || []).map((fired) => ({
      rule: this.detail.rules[fired.rule],
      facts: fired.facts.map((i) => this.detail.facts[i]),
    }));
  }
}

function readRow(row) {
  if (typeof row.start === "string") {
    row.start = hex(row.start);
    row.end = hex(row.end);
    if (row.usable !== undefined) row.usable = hex(row.usable);
  }
}

/* Without detail the end alone is known: the fates, and what iomem says of the rest. */
function bandsWithoutDetail(body) {
  const bands = new Map();
  bands.set("fate", (body.ranges || []).map((r) => ({
    start: hex(r.start), end: hex(r.end), usable: hex(r.usable), name: r.owner, depth: 0,
  })));
  const iomem = [];
  for (const line of (body.iomem || "").split("\n")) {
    const read = IOMEM_LINE.exec(line);
    if (read && hex(read[2]) <= hex(read[3])) {
      iomem.push({ start: hex(read[2]), end: hex(read[3]), name: read[4], depth: read[1].length / 2 });
    }
  }
  const named = (pattern) => iomem.filter((row) => pattern.test(row.name)).map((row) => ({ ...row, depth: 0 }));
  bands.set("soft_reserve", named(/^Soft Reserved/));
  bands.set("windows", named(/^CXL Window/));
  bands.set("regions", named(/^region\d/));
  bands.set("iomem", iomem);
  bands.set("dax", named(/^dax\d/));
  return bands;
}
