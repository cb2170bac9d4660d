/* Addresses and bytes have 64 bits: BigInt throughout. */
const hex = (text) => BigInt(text.startsWith("0x") ? text : "0x" + text);
const address = (value) => "0x" + value.toString(16);
const span = (start, end) => address(start) + "-" + address(end);
const sizeOf = (range) => range.end - range.start + 1n;
const overlaps = (one, other) => one.start <= other.end && other.start <= one.end;

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

/* As the text report: exact where it is whole, else two decimals. */
function bytes(value) {
  if (value < 0n) return "-" + bytes(-value);
  let unit = 0;
  while (unit < 6 && value >= 1n << BigInt(10 * (unit + 1))) unit++;
  if (unit === 0) return value === 1n ? "1 byte" : value + " bytes";
  const one = 1n << BigInt(10 * unit);
  if (value % one === 0n) return value / one + " " + UNITS[unit];
  return (Number((value * 100n) / one) / 100).toFixed(2) + " " + UNITS[unit];
}

const number = (value) => value.toLocaleString("en-US");
const count = (value, word) => number(value) + " " + word + (value === 1 ? "" : "s");

const OWNERS = {
  cxl: { letter: "C", name: "cxl" },
  hmem: { letter: "H", name: "hmem" },
  "system-ram": { letter: "R", name: "system-ram" },
  none: { letter: "-", name: "nobody" },
};
const ownerOf = (word) => OWNERS[word] || OWNERS.none;

/* The owner as letter, hatch, colour and word. */
function ownerMark(word) {
  const known = Object.hasOwn(OWNERS, word) ? word : "none";
  return el("span", { class: "owner own-" + known },
    el("b", { "aria-hidden": "true" }, ownerOf(known).letter), " ", ownerOf(known).name);
}
