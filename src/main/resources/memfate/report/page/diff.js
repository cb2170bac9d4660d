/* Two policies, or two runs, over the same platforms. */
const PAIRS_AT_ONCE = 400;

/* A side is a run with a policy. */
function sidesOf() {
  const sides = new Map();
  const severalRuns = INDEX.runs.length > 1;
  for (const row of ROWS) {
    const key = row.run + "/" + row.policy;
    if (!sides.has(key)) sides.set(key, { key, name: (row.policy || "no policy") + (severalRuns ? " in " + INDEX.runs[row.run].file : ""), rows: new Map() });
    const rows = sides.get(key).rows;
    let occurrence = row.id;
    for (let n = 2; rows.has(occurrence); n++) occurrence = row.id + "\n" + n;
    rows.set(occurrence, row);
  }
  return [...sides.values()];
}

let SIDES;
let differing;

/* What is compared begins anew with other data. */
function takeSides() {
  SIDES = sidesOf();
  differing = { left: 0, right: Math.min(1, SIDES.length - 1), pairs: null };
}

/* Ranges of both sides that touch each other are compared together: a side may split what the other
   has in one. */
function compareFates(left, right) {
  const all = [...left.map((f) => ({ ...f, side: 0 })), ...right.map((f) => ({ ...f, side: 1 }))]
    .sort((one, other) => (one.start < other.start ? -1 : one.start > other.start ? 1 : one.side - other.side));
  const groups = [];
  for (const fate of all) {
    let group = groups.at(-1);
    if (!group || fate.start > group.end) groups.push((group = { start: fate.start, end: fate.end, sides: [[], []] }));
    if (fate.end > group.end) group.end = fate.end;
    group.sides[fate.side].push(fate);
  }
  const used = (fates) => fates.reduce((sum, f) => sum + f.usable, 0n);
  return groups.map((group) => ({
    ...group,
    delta: used(group.sides[1]) - used(group.sides[0]),
    changed: fateKey(group.sides[0]) !== fateKey(group.sides[1]),
  }));
}

const fateKey = (fates) => fates.map((f) => f.start + "-" + f.end + f.owner + f.usable).join();

async function comparePairs(left, right, isCurrent) {
  const pairs = [];
  let n = 0;
  for (const [key, one] of left.rows) {
    const other = right.rows.get(key);
    if (!other) continue;
    const groups = one.packed.join() === other.packed.join() ? [] : compareFates(fatesOf(one), fatesOf(other)).filter((g) => g.changed);
    const lost = groups.reduce((sum, g) => sum + (g.delta < 0n ? -g.delta : 0n), 0n);
    const gained = groups.reduce((sum, g) => sum + (g.delta > 0n ? g.delta : 0n), 0n);
    pairs.push({ one, other, groups, lost, gained, changed: groups.length > 0 || one.status !== other.status });
    if (++n % PAIRS_AT_ONCE === 0) {
      await new Promise((resume) => setTimeout(resume));
      if (!isCurrent()) return null;
    }
  }
  return pairs;
}

const DIFF_COLUMNS = [
  { key: "id", title: "platform", value: (p) => p.one.id, text: (p) => p.one.id },
  { key: "changed", title: "ranges", number: true, value: (p) => p.groups.length, text: (p) => (p.groups.length ? number(p.groups.length) : "\u2013") },
  { key: "lost", title: "lost", number: true, value: (p) => p.lost, text: (p) => (p.lost ? "\u2212" + bytes(p.lost) : "\u2013"), tone: (p) => isBad(p.lost) + " strong" },
  { key: "gained", title: "gained", number: true, value: (p) => p.gained, text: (p) => (p.gained ? "+" + bytes(p.gained) : "\u2013"), tone: (p) => (p.gained ? "good strong" : "") },
  { key: "owners", title: "owners", value: ownersChange, text: ownersChange, draw: (cell, p) => fill(cell, ownersOf(p.one).map((o) => [ownerMark(o), " "]), " \u2192 ", ownersOf(p.other).map((o) => [ownerMark(o), " "])) },
  { key: "status", title: "status", value: (p) => p.one.status + p.other.status, text: (p) => (p.one.status === p.other.status ? p.one.status : p.one.status + " \u2192 " + p.other.status) },
];

function ownersChange(pair) {
  return ownersOf(pair.one).join() + " " + ownersOf(pair.other).join();
}

async function renderDiff(panel, app) {
  if (SIDES.length < 2 && document.body.classList.contains("playground")) {
    fill(panel, el("div", { class: "lacking" }, el("p", {}, "One policy was run. Pick another one at ", el("b", {}, "Compare with"), " beside the editor.")));
    return;
  }
  if (SIDES.length < 2) {
    fill(panel, el("div", { class: "lacking" }, el("p", {}, "There is one policy of one run: nothing to compare it with."), el("p", {}, "Run two policies, or show two runs:"),
      el("pre", { tabindex: "0", "aria-label": "Command" }, "memfate eval --policy v6.12 --policy v7.1 -o jsonl=run.jsonl PATH...\nmemfate report run.jsonl -o page.html")));
    return;
  }
  const names = SIDES.map((side, i) => [i, side.name]);
  const again = (name) => (value) => {
    differing[name] = Number(value);
    differing.pairs = null;
    renderDiff(panel, app);
  };
  const bar = el("div", { class: "bar" }, select("Left", names, differing.left, again("left")), select("Right", names, differing.right, again("right")));
  const rest = el("div", {}, note("Comparing ..."));
  fill(panel, bar, rest);
  const token = (differing.token = {});
  const pairs = await comparePairs(SIDES[differing.left], SIDES[differing.right], () => differing.token === token && rest.isConnected);
  if (!pairs) return;
  const changed = pairs.filter((p) => p.changed).sort((one, other) => (one.lost !== other.lost ? (one.lost > other.lost ? -1 : 1) : one.gained > other.gained ? -1 : one.gained < other.gained ? 1 : one.one.i - other.one.i));
  const rows = [...changed, ...pairs.filter((p) => !p.changed)];
  const sum = (key) => pairs.reduce((all, p) => all + p[key], 0n);
  const detail = el("div", { class: "diff-detail" });
  const longTable = new LongTable("Platforms compared", DIFF_COLUMNS, (pair) => showPair(detail, pair, app), "grid-diff");
  fill(rest, el("p", { class: "total", role: "status" }, el("b", {}, number(changed.length)), " of " + count(pairs.length, "platform") + " changed, ",
    el("b", { class: sum("lost") ? "bad" : "" }, bytes(sum("lost")) + " lost"), ", ", el("b", { class: sum("gained") ? "good" : "" }, bytes(sum("gained")) + " gained")),
    longTable.element, detail);
  longTable.set(rows);
  const wanted = rows.find((p) => p.one.i === app.state.row || p.other.i === app.state.row);
  if (wanted || rows[0]) await showPair(detail, wanted && (wanted.changed || !changed.length) ? wanted : rows[0], app);
}

async function showPair(detail, pair, app) {
  const token = (detail.token = {});
  const sides = await Promise.all([pair.one, pair.other].map(async (row) => ({ row, ...(await recordOf(row)) })));
  if (detail.token !== token) return;
  const labels = [SIDES[differing.left].name, SIDES[differing.right].name];
  const maps = sides.map((s, i) => new AddressMap(s.axis, { label: "Map under " + labels[i], onPick: (fate, band) => app.open(s.row.i, "why", fate) }));
  maps[1].link(maps[0]);
  fill(detail, el("h2", {}, pair.one.id),
    pair.groups.length > 0 && table("Changed ranges", ["range", labels[0], labels[1], "usable"],
      pair.groups.slice(0, 400).map((g) => [el("code", {}, span(g.start, g.end)), g.sides[0].map(fateCell), g.sides[1].map(fateCell),
        g.delta === 0n ? "same" : el("b", { class: g.delta < 0n ? "bad" : "good" }, (g.delta < 0n ? "\u2212" + bytes(-g.delta) + " lost" : "+" + bytes(g.delta) + " gained"))])),
    pair.groups.length ? null : note("No range changes its fate."),
    pair.groups.length > 400 ? note(count(pair.groups.length - 400, "more range") + " changed.") : null,
    el("div", { class: "twin" }, sides.map((s, i) => el("div", {}, el("h3", {}, labels[i], " ",
      el("button", { type: "button", class: "link", onclick: () => app.open(s.row.i, "map") }, "open")), maps[i].element))));
  const boots = sides.map((s) => new Boot(readingsOf(s.record)[0].body));
  boots.forEach((boot, i) => maps[i].show(boot.bandsAt(boot.events.length), bandsOf(boots), true, false));
}

function fateCell(fate) {
  return el("div", {}, ownerMark(fate.owner), " " + bytes(fate.usable));
}
