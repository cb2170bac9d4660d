/* Pieces that several panels show. */
function ruleRef(rule) {
  return [el("b", {}, rule.rule), " ", el("code", { class: "place" }, rule.file + ":" + rule.line),
    rule.pack ? [" ", el("span", { class: "tag" }, "pack " + rule.pack)] : null];
}

/* A rule that shows its text when it is opened. */
function ruleBox(rule, ...inside) {
  const text = el("pre", { class: "rule-text", tabindex: "0", "aria-label": "Text of the rule" });
  const box = el("details", { class: "rule" }, el("summary", {}, ruleRef(rule)), text, inside);
  box.addEventListener("toggle", async () => {
    if (!box.open || text.textContent) return;
    const written = await textOfRule(rule);
    text.textContent = written ?? "The run holds no rule texts: record it with --detail.";
  });
  return box;
}

function factLine(fact) {
  return el("li", {}, fact.quantifier ? el("i", { class: "quantifier" }, fact.quantifier + " ") : null,
    el("code", {}, fact.text), fact.at ? [" ", el("code", { class: "place" }, fact.at)] : null);
}

function fateLine(fate) {
  const size = hex(fate.end) - hex(fate.start) + 1n;
  const usable = hex(fate.usable);
  return el("p", { class: "fate" }, ownerMark(fate.owner), " ",
    el("span", { class: usable < size ? "bad" : "" }, bytes(usable) + " of " + bytes(size) + " usable"),
    fate.dax ? " \u00b7 " + fate.dax + (fate.driver ? " " + fate.driver : ", no driver") : "",
    (fate.errors || []).map((error) => [" ", el("span", { class: "tag bad" }, errorWords(error))]));
}

const ERRNO = {
  1: "EPERM", 2: "ENOENT", 5: "EIO", 6: "ENXIO", 11: "EAGAIN", 12: "ENOMEM", 14: "EFAULT", 16: "EBUSY", 17: "EEXIST", 19: "ENODEV",
  22: "EINVAL", 28: "ENOSPC", 34: "ERANGE", 95: "EOPNOTSUPP", 110: "ETIMEDOUT", 517: "EPROBE_DEFER",
};

/* "kmem:-16" with the name of the error. */
function errorWords(error) {
  const [, who, number] = /^(.*):-(\d+)$/.exec(error) ?? [];
  return who ? who + " -" + number + (ERRNO[number] ? " (" + ERRNO[number] + ")" : "") : error;
}

const NO_RANGE = "The machine has no Soft Reserved range, so that none has a fate.";

function decisionTable(fate) {
  if (!fate.decisions.length) return note("No rule decided about this range.");
  return table("Decisions", ["event", "decision", "kernel's words", "rule"],
    fate.decisions.map((d) => [d.event, el("b", {}, d.decision), d.message, ruleRef(d)]));
}

/* The readings of a record: one that is the record itself, or one for each reading of unknown tables. */
function readingsOf(record) {
  return (record.readings || []).length
    ? record.readings.map((reading) => ({ name: assumption(reading.assume), assume: reading.assume, body: reading }))
    : [{ name: "", assume: {}, body: record }];
}

function assumption(assume) {
  const words = Object.entries(assume || {}).map(([table, what]) => table + " is " + what);
  return words.length ? "if " + words.join(" and ") : "";
}

const sameAssumption = (one, other) => assumption(one) === assumption(other);

function findingList(record) {
  const found = record.findings || [];
  if (!found.length) return null;
  return el("section", {}, el("h3", {}, "Findings"),
    el("ul", { class: "findings" }, found.map((f) => el("li", { class: "sev-" + f.severity },
      el("b", {}, f.severity), " ", el("code", {}, f.code), " ", f.message,
      f.bytes ? " (" + bytes(hex(f.bytes)) + ")" : "",
      f.advice ? el("span", { class: "advice" }, " \u2013 " + f.advice) : null,
      f.file ? [" ", el("code", { class: "place" }, f.file + (f.line ? ":" + f.line : ""))] : null,
      f.suppressed ? el("span", { class: "tag" }, "suppressed: " + f.suppressed) : null))));
}

function diagnosticList(record) {
  const said = record.diagnostics || [];
  if (!said.length) return null;
  return el("section", {}, el("h3", {}, "Diagnostics"),
    el("ul", { class: "findings" }, said.map((d) => el("li", { class: "sev-" + d.severity },
      el("b", {}, d.severity), " ", d.message,
      d.file ? [" ", el("code", { class: "place" }, d.file + (d.line ? ":" + d.line : ""))] : null))));
}
