/* A lane for each actor; events from left to right in their order, queued work as a span. */
const EVENT_WIDTH = 16;
const MOST_EVENT_WIDTH = 30;
const LANE = 20;

class Timeline {
  constructor(boot, onStep) {
    this.boot = boot;
    this.onStep = onStep;
    this.width = EVENT_WIDTH;
    this.actors = [...new Set(boot.events.map((e) => e.actor || "nobody"))];
    this.scroller = el("div", { class: "lanes-scroll", role: "group", "aria-label": "Events by actor" });
    this.element = el("div", { class: "lanes" },
      el("div", { class: "lane-names", "aria-hidden": "true" }, this.actors.map((actor) => el("div", {}, actor))), this.scroller);
    this.draw();
    new ResizeObserver(() => this.resized()).observe(this.scroller);
  }

  /* A short boot takes the room that there is. */
  resized() {
    const width = Math.floor(this.scroller.clientWidth / (this.boot.events.length + 1));
    const fits = Math.min(MOST_EVENT_WIDTH, Math.max(EVENT_WIDTH, width));
    if (fits === this.width) return;
    const focused = this.marks.indexOf(document.activeElement);
    this.width = fits;
    this.draw();
    if (this.at !== undefined) this.step(this.at);
    if (focused >= 0) this.marks[focused].focus({ preventScroll: true });
  }

  draw() {
    const canvas = el("div", { class: "lanes-canvas" });
    canvas.style.width = (this.boot.events.length + 1) * this.width + "px";
    canvas.style.height = this.actors.length * LANE + "px";
    this.cursor = el("i", { class: "cursor" });
    canvas.append(this.cursor);
    this.marks = this.boot.events.map((event, i) => this.event(canvas, event, i));
    fill(this.scroller, canvas);
    canvas.addEventListener("keydown", (e) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!step) return;
      e.preventDefault();
      this.onStep(Math.min(this.marks.length, Math.max(1, this.at + step)));
      this.marks[this.at - 1]?.focus();
    });
  }

  event(canvas, event, i) {
    const lane = this.actors.indexOf(event.actor || "nobody");
    const deferred = event.actor === "workqueue" && event.queued > 0;
    if (deferred) {
      const bar = el("i", { class: "span", title: event.event + ": queued at event " + event.queued });
      bar.style.left = (event.queued - 0.5) * this.width + "px";
      bar.style.width = (event.sequence - event.queued) * this.width + "px";
      bar.style.top = lane * LANE + 6 + "px";
      canvas.append(bar);
    }
    const decided = (event.changes || []).some((change) => change.startsWith("decision:"));
    const quiet = !(event.map || []).length && !decided;
    const mark = el("button", {
      type: "button", tabindex: "-1", class: "event" + (decided ? " decided" : quiet ? " quiet" : ""), title: event.sequence + ". " + event.event,
      "aria-label": "Event " + event.sequence + ", " + (event.actor || "nobody") + ": " + event.event + (decided ? ", decides" : "") + (deferred ? ", queued at event " + event.queued : ""),
      onclick: () => this.onStep(i + 1),
    }, decided ? "\u25c6" : "");
    mark.style.left = (i + 0.5) * this.width - EVENT_WIDTH / 2 + 1 + "px";
    mark.style.top = lane * LANE + 2 + "px";
    canvas.append(mark);
    return mark;
  }

  step(n) {
    if (this.at) this.marks[this.at - 1].tabIndex = -1;
    this.at = n;
    for (const mark of this.marks) mark.removeAttribute("aria-current");
    const mark = this.marks[n - 1];
    this.cursor.style.left = (n - 0.5) * this.width + "px";
    if (!mark) return;
    mark.tabIndex = 0;
    mark.setAttribute("aria-current", "step");
    const left = mark.offsetLeft - this.scroller.clientWidth / 2;
    if (mark.offsetLeft < this.scroller.scrollLeft + 20 || mark.offsetLeft > this.scroller.scrollLeft + this.scroller.clientWidth - 40) this.scroller.scrollLeft = left;
  }
}

/* What the marks of a timeline mean. */
function eventKey() {
  const mark = (kind, letter) => el("i", { class: "event " + kind, "aria-hidden": "true" }, letter);
  return el("p", { class: "event-key" }, "An event that ", mark("decided", "\u25c6"), "decides, ", mark("", ""), "changes the map, ",
    mark("quiet", ""), "does neither; ", el("i", { class: "span", "aria-hidden": "true" }), "work that is queued until then");
}

/* A slider through the events of a boot. */
function stepper(label, boot, at, onStep) {
  const last = boot.events.length;
  const id = freshId("step");
  const slider = el("input", { type: "range", id, min: "0", max: last, value: at });
  const word = el("output", { for: id });
  const go = (n) => onStep(Math.min(last, Math.max(0, n)));
  slider.addEventListener("input", () => go(Number(slider.value)));
  const element = el("div", { class: "stepper" },
    el("label", { for: id }, label),
    el("button", { type: "button", "aria-label": "One event back", onclick: () => go(Number(slider.value) - 1) }, "\u25c0"),
    slider,
    el("button", { type: "button", "aria-label": "One event on", onclick: () => go(Number(slider.value) + 1) }, "\u25b6"), word);
  return {
    element,
    show(n) {
      const text = eventWords(boot, n);
      slider.value = n;
      slider.setAttribute("aria-valuetext", text);
      fill(word, el("b", {}, n + "/" + last), " ", text);
    },
  };
}

function eventWords(boot, n) {
  const event = boot.events[n - 1];
  return event ? event.event + (event.actor ? " (" + event.actor + ")" : "") : "before the boot";
}

function eventDetails(boot, n) {
  const event = boot.events[n - 1];
  if (!event) return note("Before the boot: nothing is known of memory yet.");
  const changes = event.changes || [];
  return [
    el("h3", {}, event.sequence + ". " + event.event, " ", el("small", {}, event.actor || "")),
    event.queued > 0 && event.queued < event.sequence - 1 ? note("Queued at event " + event.queued + " (" + eventWords(boot, event.queued) + ").") : null,
    changes.length ? el("ul", { class: "changes" }, changes.map((change) => el("li", { class: change.startsWith("decision:") ? "decides" : "" }, el("code", {}, change)))) : note("Nothing changed in the trees."),
    boot.firings(event).length ? el("details", {}, el("summary", {}, count(boot.firings(event).length, "rule") + " fired"),
      boot.firings(event).map((firing) => ruleBox(firing.rule, el("ul", { class: "facts" }, firing.facts.map(factLine))))) : null,
  ];
}

function renderTimeline(panel, app, view) {
  const { boot } = view;
  if (!boot.hasEvents) {
    fill(panel, lacking(view, "The run does not say what happened event by event.", "eval"));
    return;
  }
  const map = view.newMap("Address map at the event");
  const details = el("div", { class: "event-details", "aria-live": "polite" });
  const line = new Timeline(boot, show);
  const slider = stepper("Event", boot, view.event, show);
  function show(n) {
    const onwards = n === app.state.event + 1;
    app.state.event = n;
    slider.show(n);
    line.step(n);
    map.show(boot.bandsAt(n), boot.bandNames, n === boot.events.length, onwards);
    fill(details, eventDetails(boot, n));
    app.remember();
  }
  fill(panel, slider.element, line.element, eventKey(), map.element, details);
  show(view.event);
}

function lacking(view, what, command) {
  if (document.body.classList.contains("playground")) {
    return el("div", { class: "lacking" }, el("p", {}, what), command === "explore" ? el("p", {}, "Tick ", el("b", {}, "All orders"), " beside the editor.") : null);
  }
  return el("div", { class: "lacking" }, el("p", {}, what), el("p", {}, "Record it with"),
    el("pre", { tabindex: "0", "aria-label": "Command" }, howToRecord(view.row, command) + "\nmemfate report run.jsonl -o page.html"));
}
