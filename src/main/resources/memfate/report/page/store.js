/* The data of the page: rows at once, records when they are looked at. */
const CHUNKS_KEPT = 6;

/* What the page was written with. A page without data has it from elsewhere, later. */
function blocksOfPage() {
  const texts = (name) => [...document.querySelectorAll('script[data-block="' + name + '"]')].map((block) => block.textContent);
  const [index] = texts("index");
  return { index: index ?? '{"runs":[],"rows":[],"problems":[]}', rules: texts("rules")[0], chunks: texts("chunk"), axes: texts("axes") };
}

let DATA;
let INDEX;
let ROWS;
let firstOfChunk;
let kept;
let ruleTexts;

function take(data) {
  DATA = data;
  INDEX = JSON.parse(data.index);
  ROWS = INDEX.rows.map(rowOf);
  firstOfChunk = [];
  ROWS.forEach((row) => {
    if (firstOfChunk[row.chunk] === undefined) firstOfChunk[row.chunk] = row.i;
  });
  kept = new Map();
  ruleTexts = undefined;
}

const rowOf = (row, i) => ({
  i,
  run: row[0],
  chunk: row[1],
  id: row[2],
  policy: row[3],
  path: row[4],
  line: row[5],
  status: row[6],
  verdict: row[7],
  size: hex(row[8]),
  usable: hex(row[9]),
  lostRanges: row[10],
  codes: row[11],
  gravest: row[12],
  detail: row[13] === 1,
  packed: row[14],
  vendor: row[15],
  kernel: row[16],
});

/* The fates of a row as objects. */
function fatesOf(row) {
  const fates = [];
  for (let i = 0; i < row.packed.length; i += 4) {
    fates.push({
      start: hex(row.packed[i]),
      end: hex(row.packed[i + 1]),
      owner: row.packed[i + 2],
      usable: hex(row.packed[i + 3]),
    });
  }
  return fates;
}

async function unpack(text) {
  if (typeof DecompressionStream === "undefined") {
    throw new Error("this browser cannot unpack gzip (DecompressionStream); use one from 2023 or later");
  }
  const letters = atob(text);
  const packed = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) packed[i] = letters.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function chunkOf(number) {
  let found = kept.get(number);
  kept.delete(number);
  found ??= Promise.all([
    unpack(DATA.chunks[number]),
    unpack(DATA.axes[number]),
  ]);
  kept.set(number, found);
  if (kept.size > CHUNKS_KEPT) kept.delete(kept.keys().next().value);
  return found;
}

/* The record of a row, and the axis of its map. */
async function recordOf(row) {
  const [records, axes] = await chunkOf(row.chunk);
  const at = row.i - firstOfChunk[row.chunk];
  return { record: records[at], axis: new Axis(axes[at]) };
}

async function textOfRule(rule) {
  ruleTexts ??= unpack(DATA.rules);
  return (await ruleTexts)[rule.file + ":" + rule.line];
}

/* The command that records what a panel lacks. */
function howToRecord(row, command) {
  const quoted = /^[\w@%+=:,./-]+$/.test(row.path) ? row.path : "'" + row.path.replaceAll("'", "'\\''") + "'";
  return "memfate " + command + " --detail" + (row.policy ? " --policy " + row.policy : "") +
    " -o jsonl=run.jsonl " + quoted;
}

take(blocksOfPage());
