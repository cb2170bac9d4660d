/* Elements are made here and nowhere else; text is text, never markup. */
const SVG = "http://www.w3.org/2000/svg";

function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

function option(value, text, selected) {
  return el("option", { value, selected }, text);
}

let lastId = 0;
function freshId(word) {
  return word + "-" + ++lastId;
}

function select(label, options, value, onChange) {
  const id = freshId("select");
  const box = el("select", { id, onchange: () => onChange(box.value) },
    options.map(([key, text]) => option(key, text, String(key) === String(value))));
  return el("span", { class: "field" }, el("label", { for: id }, label), box);
}

function note(...text) {
  return el("p", { class: "note" }, text);
}

/* A table of text: head is a list of words, rows are lists of cells. */
function table(caption, head, rows, className) {
  return el("table", { class: className || "plain" },
    el("caption", {}, caption),
    el("thead", {}, el("tr", {}, head.map((word) => el("th", { scope: "col" }, word)))),
    el("tbody", {}, rows.map((cells) => el("tr", {},
      cells.map((cell, i) => el(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : {}, cell))))));
}
