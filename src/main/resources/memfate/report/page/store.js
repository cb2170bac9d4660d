/* The data of the page: rows at once, records when they are looked at. */
const blocks = (name) => [...document.querySelectorAll('script[data-block="' + name + '"]')];
const INDEX = JSON.parse(blocks("index")[0].textContent);
const CHUNKS_KEPT = 6;

const ROWS = INDEX.rows.map((row, i) => ({
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
}));

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

const firstOfChunk = [];
ROWS.forEach((row) => {
  if (firstOfChunk[row.chunk] === undefined) firstOfChunk[row.chunk] = row.i;
});

const kept = new Map();
function chunkOf(number) {
  let found = kept.get(number);
  kept.delete(number);
  found ??= Promise.all([
    unpack(blocks("chunk")[number].textContent),
    unpack(blocks("axes")[number].textContent),
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

let ruleTexts;
async function textOfRule(rule) {
  ruleTexts ??= unpack(blocks("rules")[0].textContent);
  return (await ruleTexts)[rule.file + ":" + rule.line];
}

/* The command that records what a panel lacks. */
function howToRecord(row, command) {
  const quoted = /^[\w@%+=:,./-]+$/.test(row.path) ? row.path : "'" + row.path.replaceAll("'", "'\\''") + "'";
  return "memfate " + command + " --detail" + (row.policy ? " --policy " + row.policy : "") +
    " -o jsonl=run.jsonl " + quoted;
}
