/* The editor beside the page: what is picked and edited is run by the server, and the page shows it. */
const NEW_RULE = `package memfate.policy.edited

import memfate.facts.*
import memfate.iomem.*

/* A rule in addition to those of the policy. */
`;

const byId = (id) => document.getElementById(id);

function editorIn(holder, label, mode) {
  const editor = CodeMirror(byId(holder), {
    mode, lineNumbers: true, gutters: ["problem-marks", "CodeMirror-linenumbers"], screenReaderLabel: label, indentUnit: mode === "yaml" ? 2 : 4,
    extraKeys: { Tab: false, "Shift-Tab": false },
  });
  return { editor, name: "", original: "", clears: [] };
}

const bench = {
  choices: null,
  policy: "",
  against: "",
  file: "",
  quirk: "",
  quirks: [],
  explore: false,
  busy: false,
  ticket: "",
  run: 0,
  rules: editorIn("rule-editor", "Rules, DRL", "drl"),
  platform: editorIn("platform-editor", "Description of the machine, YAML", "yaml"),

  async start() {
    try {
      this.choices = await (await fetch("choices")).json();
      const names = this.choices.policies.map((p) => p.name);
      this.policy = names.includes("v7.1") ? "v7.1" : names[0];
      this.pickFile(this.filesOf()[0]?.file ?? "");
      this.pickPlatform(0);
      this.drawPicks();
    } catch (error) {
      this.say("The playground cannot begin: " + error.message);
      return;
    }
    await this.go();
    await this.offerQuirks();
  },

  async offerQuirks() {
    const answer = await fetch("packs");
    if (!answer.ok) return;
    const packs = await answer.json();
    this.quirks = packs.flatMap((pack) => pack.quirks.map((q) => ["+" + q.id, "always " + q.id + " (" + pack.id + ")"]));
    this.drawPicks();
  },

  filesOf() {
    return this.choices.policies.find((p) => p.name === this.policy)?.files ?? [];
  },

  drawPicks() {
    const names = this.choices.policies.map((p) => [p.name, p.name + " \u2013 " + p.title]);
    const had = byId("picks").contains(document.activeElement) ? [...byId("picks").querySelectorAll("select, input")].indexOf(document.activeElement) : -1;
    const orders = freshId("check");
    fill(byId("picks"),
      select("Policy", names, this.policy, (value) => {
        if (!this.leave(this.rules)) return this.drawPicks();
        this.policy = value;
        this.pickFile(this.filesOf()[0]?.file ?? "");
        this.drawPicks();
        this.go();
      }),
      select("Compare with", [["", "nothing"], ...names], this.against, (value) => {
        this.against = value;
        this.go();
      }),
      select("Quirks", [["", "those that match"], ["none", "none"], ...this.quirks], this.quirk, (value) => {
        this.quirk = value;
        this.go();
      }),
      el("span", { class: "field" }, el("label", { for: orders }, "All orders"),
        el("input", { type: "checkbox", id: orders, checked: this.explore, onchange: (e) => {
          this.explore = e.target.checked;
          this.go();
        } })));
    if (had >= 0) byId("picks").querySelectorAll("select, input")[had].focus();
    fill(byId("rule-bar"),
      select("Rules", [...this.filesOf().map((f) => [f.file, f.file.split("/").slice(-2).join("/")]), ["", "a new rule"]], this.file, (value) => {
        if (this.leave(this.rules)) this.pickFile(value);
        this.drawPicks();
      }));
    fill(byId("platform-bar"),
      select("Machine", this.choices.platforms.map((p, i) => [i, p.path]), this.at, (value) => {
        if (!this.leave(this.platform)) return this.drawPicks();
        this.pickPlatform(Number(value));
        this.go();
      }));
  },

  /* What was edited is not thrown away unasked. */
  leave(pane) {
    return pane.editor.getValue() === pane.original || confirm("Give up what you edited there?");
  },

  pickFile(file) {
    this.file = file;
    this.put(this.rules, file.split("/").pop() || "edited.drl", this.filesOf().find((f) => f.file === file)?.text ?? NEW_RULE);
  },

  pickPlatform(at) {
    this.at = at;
    const picked = this.choices.platforms[at] ?? { name: "machine.yaml", text: "schema: memfate-platform/1\n" };
    this.put(this.platform, picked.name, picked.text);
  },

  put(pane, name, text) {
    pane.name = name;
    pane.editor.setValue(text);
    pane.editor.clearHistory();
    pane.original = pane.editor.getValue();
    this.clear(pane);
  },

  say(...words) {
    fill(byId("status"), ...words);
  },

  request() {
    const text = this.rules.editor.getValue();
    const edited = text !== this.rules.original;
    return {
      policy: this.policy,
      rules: edited ? text : null,
      replaced: edited && this.file ? this.file : null,
      against: this.against && (edited || this.against !== this.policy) ? this.against : null,
      packs: this.quirk !== "none",
      quirk: this.quirk.startsWith("+") ? this.quirk.slice(1) : null,
      explore: this.explore,
      name: this.platform.name,
      platform: this.platform.editor.getValue(),
      ticket: this.ticket,
    };
  },

  async go() {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.again = false;
    this.ticket = crypto.randomUUID();
    this.setBusy(true);
    this.say("Running \u2026 Escape cancels");
    const asked = this.request();
    try {
      const answer = await this.post("run", asked);
      if (answer.cancelled) this.say("Cancelled", this.run ? " \u00b7 the page shows the run before" : "");
      else await this.show(answer, asked.policy + (asked.rules === null ? "" : "-edited"));
    } catch (error) {
      this.say(el("b", { class: "bad" }, "No answer: "), error.message);
    }
    this.setBusy(false);
    if (this.again) await this.go();
  },

  setBusy(busy) {
    this.busy = busy;
    byId("run").setAttribute("aria-disabled", String(busy));
    if (!busy && document.activeElement === byId("cancel")) byId("run").focus();
    byId("cancel").disabled = !busy;
    document.body.dataset.run = busy ? "busy" : "done";
  },

  async post(what, body, more) {
    const answer = await fetch(what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), ...more });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  },

  /* Ends the run that is under way; its answer then says that it was cancelled. */
  cancel() {
    if (!this.busy) return;
    this.again = false;
    this.say("Cancelling \u2026");
    this.post("cancel", { ticket: this.ticket }, { keepalive: true }).catch(() => {});
  },

  async show(answer, policy) {
    this.mark(answer.diagnostics);
    const of = (severity) => answer.diagnostics.filter((d) => d.severity === severity).length;
    const errors = of("error");
    const said = errors || answer.data ? "" : answer.said;
    this.say(errors ? el("b", { class: "bad" }, count(errors, "error")) : answer.data ? "Done" : el("b", { class: "bad" }, "No result"),
      of("warning") ? ", " + count(of("warning"), "warning") : "",
      answer.data ? "" : " \u00b7 the page shows the run before", said ? el("pre", {}, said) : null);
    if (!answer.data) return;
    this.run = answer.run;
    byId("save").disabled = false;
    await app.show(answer.data, policy);
  },

  /* Marks problems in the gutters and lists them. */
  mark(diagnostics) {
    this.clear(this.rules);
    this.clear(this.platform);
    const list = byId("problems");
    list.hidden = diagnostics.length === 0;
    fill(list, diagnostics.map((d) => {
      const pane = this.paneOf(d);
      if (pane) this.markAt(pane, d);
      const words = [el("b", {}, d.severity), " ", d.message, d.help ? el("span", { class: "advice" }, " \u2013 " + d.help) : null];
      const place = d.file ? d.file + (d.line ? ":" + d.line + (d.column ? ":" + d.column : "") : "") : "";
      return el("li", { class: "sev-" + d.severity },
        pane ? el("button", { type: "button", class: "link", onclick: () => this.jump(pane, d) }, place) : el("code", { class: "place" }, place), " ", words);
    }));
  },

  paneOf(d) {
    if (!d.file || !d.line) return null;
    if (d.file === this.platform.name) return this.platform;
    return d.file === this.policy + "-edited/" + this.rules.name ? this.rules : null;
  },

  /* Columns of a diagnostic count code points, those of the editor UTF-16 units. */
  placeOf(pane, d) {
    const line = Math.min(d.line, pane.editor.lineCount()) - 1;
    const letters = [...pane.editor.getLine(line)];
    const upTo = (n) => letters.slice(0, n).join("").length;
    const from = Math.max(0, (d.column || 1) - 1);
    const to = d.column ? from + (d.length || 1) : letters.length;
    return [{ line, ch: upTo(from) }, { line, ch: upTo(to) }];
  },

  markAt(pane, d) {
    const [from, to] = this.placeOf(pane, d);
    const sign = el("span", { class: "problem-mark sev-" + d.severity, title: d.message, role: "img", "aria-label": d.severity + ": " + d.message }, d.severity === "error" ? "\u2716" : "\u25b2");
    pane.editor.setGutterMarker(from.line, "problem-marks", sign);
    pane.clears.push(pane.editor.markText(from, to, { className: "problem-text sev-" + d.severity }));
  },

  clear(pane) {
    pane.editor.clearGutter("problem-marks");
    pane.clears.forEach((mark) => mark.clear());
    pane.clears = [];
  },

  jump(pane, d) {
    const [from] = this.placeOf(pane, d);
    pane.editor.focus();
    pane.editor.setCursor(from);
    pane.editor.scrollIntoView(from, 60);
  },

  save() {
    const link = el("a", { href: "report/" + this.run + ".html", download: "memfate-report.html" });
    link.click();
  },
};

byId("run").addEventListener("click", () => bench.go());
byId("save").addEventListener("click", () => bench.save());
byId("cancel").addEventListener("click", () => bench.cancel());
window.addEventListener("pagehide", () => bench.cancel());
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") bench.cancel();
  if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
  e.preventDefault();
  bench.go();
}, true);
bench.start();
