/* Why a range has its fate, and why a rule that decides did not fire for it. */
function renderWhy(panel, app, view) {
  const fates = view.body.ranges || [];
  if (!fates.length) {
    fill(panel, note(NO_RANGE), diagnosticList(view.record));
    return;
  }
  const chosen = Math.min(app.state.range, fates.length - 1);
  const fate = fates[chosen];
  const range = { start: hex(fate.start), end: hex(fate.end) };
  const picker = select("Range", fates.map((f, i) => [i, span(hex(f.start), hex(f.end)) + "  " + ownerOf(f.owner).name]), chosen,
    (value) => app.change({ range: Number(value) }));
  fill(panel,
    el("div", { class: "bar" }, picker,
      el("button", { type: "button", disabled: chosen === 0, onclick: () => app.change({ range: chosen - 1 }) }, "Previous"),
      el("button", { type: "button", disabled: chosen === fates.length - 1, onclick: () => app.change({ range: chosen + 1 }) }, "Next")),
    el("h2", {}, span(range.start, range.end)), fateLine(fate), decisionTable(fate),
    view.boot.detail ? [whySection(view, app, fate, range), whyNotSection(view, range)] : lacking(view, "Which rules fired on which facts was not recorded.", "eval"),
    findingList(view.body), diagnosticList(view.record));
}

const concerns = (fact, range) => fact.start !== undefined && overlaps(fact, range);

function whySection(view, app, fate, range) {
  const decides = (rule) => fate.decisions.some((d) => d.file === rule.file && d.line === rule.line);
  const events = [];
  for (const event of view.boot.detail.events) {
    const all = view.boot.firings(event);
    const firings = all.filter((firing) => firing.facts.some((fact) => concerns(fact, range)));
    if (!firings.length) continue;
    const decided = (event.changes || []).filter((c) => c.startsWith("decision:") || c.startsWith("overruled:"));
    events.push(el("details", { class: "why-event", open: decided.length > 0 },
      el("summary", {}, el("b", {}, event.sequence + ". " + event.event), " ", el("small", {}, event.actor), " ",
        el("span", { class: "tag" }, count(firings.length, "rule")),
        decided.length ? el("span", { class: "tag strong" }, "decides") : null),
      event.sequence > 0 ? el("button", { type: "button", class: "link", onclick: () => app.go("timeline", { event: event.sequence }) }, "Show on the timeline") : null,
      firings.map((firing) => firingBox(firing, decides(firing.rule)))));
  }
  return el("section", {}, el("h3", {}, "Why: the rules that fired on this range"), events.length ? events : note("No rule fired on facts about it."));
}

function firingBox(firing, decides) {
  const box = ruleBox(firing.rule, el("ul", { class: "facts" }, firing.facts.map(factLine)));
  if (decides) {
    box.open = true;
    box.classList.add("deciding");
    box.firstChild.append(el("span", { class: "tag strong" }, "decides"));
  }
  return box;
}

function whyNotSection(view, range) {
  const answers = (view.record["why-not"] || []).filter((answer) =>
    hex(answer.start) === range.start && hex(answer.end) === range.end && sameAssumption(answer.assume, view.assume));
  if (!answers.length) {
    return el("section", {}, el("h3", {}, "Why not"), note("Of this range it was not asked: of a large machine, those are asked of that lose most. memfate explain --why-not RULE asks of any."));
  }
  const silent = answers.filter((answer) => answer.verdict !== "fired");
  return el("section", {}, el("h3", {}, "Why not: the rules that decide and did not fire for it"),
    silent.length ? silent.map(whyNotBox) : note("Every rule that decides has fired."));
}

function whyNotBox(answer) {
  const furthest = answer.furthest;
  const reached = furthest ? furthest.reached : 0;
  const what = furthest ? reached + " of " + answer.conditions.length + " conditions hold at " + furthest.event
    : "its event" + (answer.event ? " " + answer.event : "") + " never happened";
  const box = ruleBox(answer.by,
    el("ol", { class: "conditions" }, answer.conditions.map((condition, i) => conditionLine(answer, condition, i, reached))));
  box.firstChild.append(" ", el("span", { class: "tag" }, what));
  return box;
}

function truth(word) {
  return { true: el("b", { class: "truth yes" }, "\u2713 true"), false: el("b", { class: "truth no" }, "\u2717 false") }[word] ||
    el("b", { class: "truth" }, "\u00b7 unreached");
}

function conditionLine(answer, condition, i, reached) {
  const furthest = answer.furthest;
  const state = !furthest ? "unreached" : i < reached ? "true" : i === reached ? "false" : "unreached";
  const line = el("li", {}, truth(state), " ", condition.quantifier ? el("i", { class: "quantifier" }, condition.quantifier + " ") : null,
    el("code", {}, condition.text), " ", el("code", { class: "place" }, "line " + condition.line));
  if (state === "true") append(line, [el("ul", { class: "facts" }, (furthest.matched[i] || []).map(factLine))]);
  if (state === "false") append(line, [failure(furthest)]);
  return line;
}

function failure(furthest) {
  return [
    furthest.closest ? el("p", {}, "Closest fact: ", el("code", {}, furthest.closest.text), furthest.closest.at ? [" ", el("code", { class: "place" }, furthest.closest.at)] : "")
      : el("p", {}, furthest["in-the-way"].length ? "In the way:" : "No fact of this kind is there."),
    el("ul", { class: "facts" }, furthest["in-the-way"].map(factLine)),
    el("ul", { class: "facts" }, furthest.constraints.map((c) => el("li", {}, truth(c.truth), " ", el("code", {}, c.text)))),
  ];
}
