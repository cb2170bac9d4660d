/* Puts the panels together. The address of the page says what is in view: #panel/row/event/range. */
const PANELS = [
  ["fleet", "Fleet", renderFleet],
  ["map", "Map", renderMap],
  ["timeline", "Timeline", renderTimeline],
  ["why", "Why", renderWhy],
  ["orders", "Orders", renderOrders],
  ["diff", "Diff", renderDiff],
];
const WITHOUT_PLATFORM = new Set(["fleet", "diff"]);

const app = {
  state: { panel: "map", row: 0, reading: 0, event: -1, range: 0 },
  main: document.getElementById("main"),

  go(panel, changes) {
    Object.assign(this.state, changes, { panel });
    return this.render(true);
  },
  change(changes) {
    const focus = focusPath(this.main);
    Object.assign(this.state, changes);
    return this.render(false).then(() => restoreFocus(this.main, focus));
  },
  open(row, panel, fate) {
    const range = fate ? Math.max(0, fatesOf(ROWS[row]).findIndex((f) => overlaps(f, fate))) : 0;
    return this.go(panel, { row, event: -1, reading: row === this.state.row ? this.state.reading : 0, range, left: undefined, right: undefined });
  },
  /* Other data, looked at where the eye was: the same platform if it is there, under a policy. */
  show(data, policy) {
    const before = ROWS[this.state.row]?.id;
    take(data);
    takeSides();
    drawRun();
    const under = ROWS.filter((row) => row.policy === policy);
    const { i } = under.find((row) => row.id === before) ?? under[0] ?? ROWS[0];
    Object.assign(this.state, { row: i, event: -1, left: undefined, right: undefined });
    return this.render(false);
  },
  remember() {
    const s = this.state;
    const where = "#" + [s.panel, s.row, s.event, s.range, s.reading].join("/");
    if (location.hash !== where) history.replaceState(null, "", where);
  },
  recall() {
    const [panel, row, event, range, reading] = location.hash.slice(1).split("/");
    if (!PANELS.some(([key]) => key === panel)) return;
    const whole = (text, fallback) => (/^\d{1,9}$/.test(text || "") ? Number(text) : fallback);
    Object.assign(this.state, { panel, row: Math.min(ROWS.length - 1, whole(row, 0)), event: whole(event, -1), range: whole(range, 0), reading: whole(reading, 0) });
  },

  async render(moveFocus) {
    const token = (this.token = {});
    const { panel } = this.state;
    const renderer = PANELS.find(([key]) => key === panel)[2];
    drawTabs();
    try {
      const view = WITHOUT_PLATFORM.has(panel) ? null : await viewOf(this.state);
      if (this.token !== token) return;
      this.view = view;
      drawSubject(view);
      const section = el("section", { role: "tabpanel", id: "panel-" + panel, "aria-labelledby": "tab-" + panel, class: "panel panel-" + panel });
      fill(this.main, section);
      if (view && endedEarly(view)) fill(section, note(WITHOUT_A_BOOT[view.row.status]), diagnosticList(view.record));
      else await renderer(section, this, view);
      this.remember();
    } catch (error) {
      fill(this.main, el("p", { class: "note bad", role: "alert" }, "This cannot be shown: " + error.message));
    }
    if (moveFocus) this.main.focus({ preventScroll: true });
    document.body.dataset.ready = panel;
  },
};

const WITHOUT_A_BOOT = {
  invalid: "There is no boot to show: the description cannot be read.",
  unsupported: "There is no boot to show: the policy has no answer for this machine.",
  inconclusive: "There is no boot to show: a limit was hit before its end.",
};

function endedEarly(view) {
  return view.row.status in WITHOUT_A_BOOT && !view.boot.hasEvents && !(view.body.ranges || []).length;
}

/* The outcome in view, with the reading of unknown tables that is looked at. */
async function viewOf(state) {
  const row = ROWS[state.row];
  const { record, axis } = await recordOf(row);
  const readings = readingsOf(record);
  const reading = readings[Math.min(state.reading, readings.length - 1)];
  const boot = reading.boot ?? new Boot(reading.body);
  const last = boot.events.length;
  state.event = state.event < 0 ? last : Math.min(state.event, last);
  const pick = (fate) => app.go("why", { range: Math.max(0, (reading.body.ranges || []).findIndex((f) => overlaps({ start: hex(f.start), end: hex(f.end) }, fate))) });
  return {
    row, record, axis, readings, body: reading.body, assume: reading.assume, boot, event: state.event, pick,
    newMap: (label) => new AddressMap(axis, { label, onPick: pick }),
  };
}

function renderMap(panel, app, view) {
  const { boot } = view;
  const map = view.newMap("Address map");
  const slider = boot.hasEvents ? stepper("Event", boot, view.event, show) : null;
  function show(n) {
    app.state.event = n;
    slider?.show(n);
    map.show(boot.bandsAt(n), boot.bandNames, n === boot.events.length, false);
    app.remember();
  }
  fill(panel, view.record.title ? el("p", {}, view.record.title) : null, slider?.element,
    map.element,
    rangeTable(view, app), findingList(view.body), diagnosticList(view.record),
    boot.hasEvents ? null : note("The end of the boot, from what iomem says of it. With --detail the run also has each event, the firmware map and the windows themselves."));
  show(view.event);
}

const RANGES_LISTED = 100;

function rangeTable(view, app) {
  const fates = (view.body.ranges || []).map((f, i) => ({ ...f, i, size: hex(f.end) - hex(f.start) + 1n, used: hex(f.usable) }));
  if (!fates.length) return note(NO_RANGE);
  const ordered = [...fates].sort((a, b) => (b.size - b.used > a.size - a.used ? 1 : b.size - b.used < a.size - a.used ? -1 : a.i - b.i));
  return [table("Ranges, those that lose most first", ["range", "owner", "size", "usable", "lost", "device", "errors"],
    ordered.slice(0, RANGES_LISTED).map((f) => [
      el("button", { type: "button", class: "link", onclick: () => app.go("why", { range: f.i }) }, el("code", {}, span(hex(f.start), hex(f.end)))),
      ownerMark(f.owner), bytes(f.size), bytes(f.used),
      f.used < f.size ? el("b", { class: "bad" }, bytes(f.size - f.used)) : "\u2013",
      f.dax ? f.dax + (f.driver ? " " + f.driver : "") : "\u2013", f.errors.map(errorWords).join(", ") || "\u2013"])),
  fates.length > RANGES_LISTED ? note(count(fates.length - RANGES_LISTED, "more range") + " not listed: none loses more.") : null];
}

function drawTabs() {
  const tabs = document.getElementById("tabs");
  const had = tabs.contains(document.activeElement);
  fill(tabs, PANELS.map(([key, name]) => el("button", {
    type: "button", role: "tab", id: "tab-" + key, "aria-selected": String(key === app.state.panel),
    "aria-controls": key === app.state.panel ? "panel-" + key : undefined,
    tabindex: key === app.state.panel ? "0" : "-1", onclick: () => app.go(key, {}),
  }, name)));
  if (had) document.getElementById("tab-" + app.state.panel).focus();
}

document.getElementById("tabs").addEventListener("keydown", (e) => {
  const at = PANELS.findIndex(([key]) => key === app.state.panel);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: PANELS.length - 1 }[e.key];
  if (to === undefined) return;
  e.preventDefault();
  app.state.panel = PANELS[(to + PANELS.length) % PANELS.length][0];
  app.render(false);
});

function drawSubject(view) {
  const bar = document.getElementById("subject");
  bar.hidden = !view;
  if (!view) return;
  const { row } = view;
  const step = (to) => () => app.open(to, app.state.panel);
  fill(bar,
    ROWS.length > 1 ? el("button", { type: "button", "aria-label": "Previous platform", disabled: row.i === 0, onclick: step(row.i - 1) }, "\u25c0") : null,
    ROWS.length > 1 ? el("button", { type: "button", "aria-label": "Next platform", disabled: row.i === ROWS.length - 1, onclick: step(row.i + 1) }, "\u25b6") : null,
    el("strong", {}, row.id), row.policy ? [" under ", el("b", {}, row.policy)] : null,
    el("code", { class: "place" }, row.path + (row.line ? ":" + row.line : "")),
    row.status === "ok" ? null : el("span", { class: "tag bad" }, row.status),
    el("span", { class: lostOf(row) ? "bad" : "" }, bytes(row.usable) + " of " + bytes(row.size) + " usable"),
    view.readings.length > 1 ? select("Reading", view.readings.map((r, i) => [i, r.name]), Math.min(app.state.reading, view.readings.length - 1), (value) => app.change({ reading: Number(value), event: -1 })) : null);
}

/* After a change the same control has the focus again. */
function focusPath(root) {
  const focus = document.activeElement;
  if (!focus || !root.contains(focus)) return null;
  return [...root.querySelectorAll("button, select, input, summary, [tabindex]")].indexOf(focus);
}

function restoreFocus(root, at) {
  if (at === null || at < 0) return;
  const all = root.querySelectorAll("button, select, input, summary, [tabindex]");
  (all[at] && !all[at].disabled ? all[at] : app.main).focus({ preventScroll: true });
}

const THEMES = ["system", "light", "dark"];
const themeButton = document.getElementById("theme");
themeButton.addEventListener("click", () => {
  const now = THEMES[(THEMES.indexOf(document.documentElement.dataset.theme || "system") + 1) % THEMES.length];
  document.documentElement.dataset.theme = now;
  themeButton.textContent = "Theme: " + now;
});

function drawRun() {
  const run = INDEX.runs[0] || {};
  const files = INDEX.runs.map((r) => r.file).join(", ");
  fill(document.getElementById("run-name"), files, run.version ? " \u00b7 memfate " + run.version : "");
  document.querySelector(".problems")?.remove();
  if (INDEX.problems.length) {
    document.getElementById("subject").before(el("ul", { class: "problems", role: "alert" }, INDEX.problems.map((p) => el("li", {}, p))));
  }
}

window.addEventListener("hashchange", () => {
  if (!ROWS.length) return;
  app.recall();
  app.render(false);
});
document.querySelector(".skip").addEventListener("click", (e) => {
  e.preventDefault();
  app.main.focus();
});
takeSides();
drawRun();
if (ROWS.length) {
  app.state.panel = ROWS.length > 1 ? "fleet" : "map";
  app.recall();
  app.render(false);
}
