/* What the orders of events end with, and two of them side by side. */
function renderOrders(panel, app, view) {
  const orders = (view.record.orders || []).find((o) => sameAssumption(o.assume, view.assume));
  if (!orders) {
    fill(panel, lacking(view, "One order was run. Whether another one ends otherwise was not explored.", "explore"));
    return;
  }
  const chosen = orders.ranges[Math.min(app.state.range, orders.ranges.length - 1)];
  fill(panel, el("h2", {}, "Orders of events"),
    el("p", {}, el("b", {}, { dependent: "Order dependent", independent: "Independent of the order" }[orders.verdict] || "Unknown"),
      ": ", count(orders.outcomes, "outcome"), orders.count ? ", " + number(BigInt(orders.count)) + " orders" : "", ", " + count(orders.states, "state"),
      orders.exhaustive ? ", all looked at" : ", not all looked at" + (orders.gap ? " (" + orders.gap + ")" : "")),
    orders.ranges.map((range, i) => rangeOutcomes(range, i, app)),
    chosen && chosen.outcomes.length > 1 ? sideBySide(chosen, app, view) : note("All orders end the same for this range: there are no two to compare."));
}

function rangeOutcomes(range, i, app) {
  const open = i === app.state.range;
  return el("details", { class: "outcomes", open: open || range.outcomes.length > 1 },
    el("summary", {}, el("code", {}, span(hex(range.start), hex(range.end))), " ",
      el("span", { class: "tag" + (range.verdict === "dependent" ? " bad" : "") }, range.verdict), " " + count(range.outcomes.length, "outcome")),
    table("Outcomes of " + span(hex(range.start), hex(range.end)), ["#", "owner", "usable", "decisions", "errors", "orders"],
      range.outcomes.map((o, k) => [String(k + 1), o.crash ? el("span", { class: "bad" }, "the kernel dies") : ownerMark(o.owner), bytes(hex(o.usable)),
        o.decisions.join(" "), o.errors.map(errorWords).join(", ") || "\u2013", o.count ? number(BigInt(o.count)) : "not counted"])),
    range.outcomes.length > 1 && !open ? el("button", { type: "button", class: "link", onclick: () => app.change({ range: i }) }, "Compare its orders") : null);
}

const witnessKey = (steps) => steps.join("\n");

function sideBySide(range, app, view) {
  const pick = (name, fallback) => Math.min(app.state[name] ?? fallback, range.outcomes.length - 1);
  const sides = [pick("left", 0), pick("right", 1)].map((k) => side(range.outcomes[k], k, view));
  const length = Math.max(...sides.map((s) => s.steps.length));
  const apart = firstDifference(sides[0].steps, sides[1].steps);
  const pair = range.critical;
  const at = el("output", {});
  const maps = sides.map((s, i) => s.boot && new AddressMap(view.axis, { label: "Map of outcome " + (s.number + 1) + (i ? ", right" : ", left"), onPick: view.pick }));
  if (maps[0] && maps[1]) maps[1].link(maps[0]);
  const names = bandsOf(sides.flatMap((s) => s.boot || []));
  const rows = [];
  for (let i = 0; i < length; i++) rows.push(witnessRow(i, sides, apart, pair, (n) => show(n)));
  const slider = el("input", { type: "range", min: "0", max: length, value: apart, id: "orders-step", oninput: () => show(Number(slider.value)) });
  const list = el("table", { class: "witnesses" }, el("caption", {}, "Two orders, event by event; grey as long as they are the same"),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "#"), sides.map((s) => el("th", { scope: "col" }, "outcome " + (s.number + 1))))),
    el("tbody", {}, rows));
  function show(n) {
    slider.value = n;
    slider.setAttribute("aria-valuetext", n === 0 ? "before the boot" : sides.map((s) => s.steps[n - 1] || "over").join(" beside "));
    fill(at, n + "/" + length);
    rows.forEach((row, i) => row.classList.toggle("at", i === n - 1));
    const row = rows[n - 1];
    if (row) scrollInto(list.parentElement, row);
    sides.forEach((s, i) => maps[i] && showSide(maps[i], s.boot, n, names));
  }
  const element = el("section", { class: "compare" }, el("h3", {}, "Two orders side by side"),
    el("div", { class: "bar" }, ["left", "right"].map((name, i) => select(name === "left" ? "Left" : "Right",
      range.outcomes.map((o, k) => [k, "outcome " + (k + 1) + ": " + ownerOf(o.owner).name + ", " + bytes(hex(o.usable))]), sides[i].number,
      (value) => app.change({ [name]: Number(value) })))),
    pair ? el("p", {}, el("span", { class: "tag strong" }, "critical"), " after ", count(pair.after, "event"), ": ", el("code", {}, pair.keeps), " next keeps the usual outcome, ", el("code", {}, pair.loses), " next loses it.") : null,
    el("div", { class: "stepper" }, el("label", { for: "orders-step" }, "Step both"),
      el("button", { type: "button", "aria-label": "Both one event back", onclick: () => show(Math.max(0, Number(slider.value) - 1)) }, "\u25c0"), slider,
      el("button", { type: "button", "aria-label": "Both one event on", onclick: () => show(Math.min(length, Number(slider.value) + 1)) }, "\u25b6"), at),
    el("div", { class: "witness-scroll", tabindex: "0", role: "group", "aria-label": "Events of both orders" }, list),
    maps[0] && maps[1] ? el("div", { class: "twin" }, maps.map((map, i) => el("div", {}, el("h4", {}, "outcome " + (sides[i].number + 1)), map.element)))
      : lacking(view, "What these orders do to the map was not recorded.", "explore"));
  requestAnimationFrame(() => show(Math.min(length, firstCritical(sides, pair, apart) + 1)));
  return element;
}

function showSide(map, boot, n, names) {
  const at = Math.min(n, boot.events.length);
  map.show(boot.bandsAt(at), names, at === boot.events.length, false);
}

function side(outcome, k, view) {
  const replay = (view.record.witnesses || []).find((w) => sameAssumption(w.assume, view.assume) && witnessKey(w.witness) === witnessKey(outcome.witness));
  const boot = replay && replay.detail ? new Boot(replay) : null;
  const actors = boot ? boot.events.map((e) => e.actor) : [];
  return { number: k, steps: outcome.witness, actors, boot };
}

/* The two events whose order decides are marked in both columns: which of them comes first differs. */
function witnessRow(i, sides, apart, pair, show) {
  const critical = pair && sides.some((s) => s.steps[i] === pair.keeps || s.steps[i] === pair.loses);
  return el("tr", { class: (i >= apart ? "apart" : "") + (critical ? " critical" : ""), onclick: () => show(i + 1) },
    el("th", { scope: "row" }, String(i + 1)),
    sides.map((s) => el("td", {}, s.actors[i] ? el("small", {}, s.actors[i] + " ") : null, el("code", {}, s.steps[i] ?? "\u2013"),
      pair && s.steps[i] === pair.keeps ? el("span", { class: "tag good" }, "critical: keeps") : null,
      pair && s.steps[i] === pair.loses ? el("span", { class: "tag bad" }, "critical: loses") : null)));
}

function firstCritical(sides, pair, fallback) {
  const at = pair ? sides.map((s) => s.steps.findIndex((step) => step === pair.keeps || step === pair.loses)).filter((i) => i >= 0) : [];
  return at.length ? Math.min(...at) : fallback;
}

function firstDifference(one, other) {
  let i = 0;
  while (i < one.length && i < other.length && one[i] === other[i]) i++;
  return i;
}

function scrollInto(box, row) {
  if (!box) return;
  if (row.offsetTop < box.scrollTop + 30 || row.offsetTop + row.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = row.offsetTop - box.clientHeight / 2;
}
