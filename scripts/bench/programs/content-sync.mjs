// Brings a folder of pages into a sandbox, and then again. Prints all that was counted, as JSON.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createIntercom } from "@interkit/client/2.16";
import { contentPages, createSync, pagesIn } from "@interkit/jobs/sync";
import pMap from "p-map";

const count = Number(process.argv[4]);
const folder = mkdtempSync(path.join(tmpdir(), "interkit-content-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const sandbox = fork(fileURLToPath(new URL("./backfill-sandbox.mjs", import.meta.url)), [
  "6000000",
  "0",
]);
process.once("exit", () => sandbox.kill());
const [baseUrl] = await once(sandbox, "message");
const intercom = createIntercom({ token: "bench", baseUrl });

const pages = path.join(folder, "pages");
const pathOf = (number) => path.join(pages, `${number % 30}`, `page-${number}.md`);
for (let number = 0; number < count; number++) {
  mkdirSync(path.dirname(pathOf(number)), { recursive: true });
  writeFileSync(pathOf(number), textOf(number));
}

const address = "https://docs.example.com";
const sync = createSync({
  from: pagesIn(pages, { url: address }),
  to: contentPages(intercom, { source: address }),
  state: path.join(folder, "sync.db"),
});

const first = await sync.apply();
const ids = Array.from({ length: count }, (_, number) => String(number + 1));
const reading = await timed(readAll);
const second = await timed(() => sync.apply());
writeFileSync(pathOf(7), `${textOf(7)}\nOne more sentence.\n`);
const third = await sync.apply();
rmSync(pages, { recursive: true });
mkdirSync(pages);
const emptied = await sync.apply().then(
  () => 0,
  () => 1,
);
console.log(
  JSON.stringify({
    written: first.counts.created,
    "written by a second run": writesOf(second.result),
    "seconds of the reading": reading.seconds,
    "seconds of a second run, over the reading": second.seconds - reading.seconds,
    "written after a change of one page": writesOf(third),
    "refused with an empty folder": emptied,
    "MB of memory": process.resourceUsage().maxRSS / 1e3,
  }),
);
process.exit();

/** Reads each page as a sync has to: in the list, or by its id where the list ends before it. */
async function readAll() {
  const listed = new Set();
  const list = intercom.aiContent.externalPages.list({ per_page: 150 }).pages();
  for await (const { items } of list) {
    for (const { id } of items) listed.add(id);
    if (listed.size >= 9_900) break;
  }
  const others = ids.filter((id) => !listed.has(id));
  await pMap(others, (id) => intercom.aiContent.externalPages.get(id), { concurrency: 10 });
}

async function timed(work) {
  const beganAt = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - beganAt) / 1_000 };
}

function writesOf({ counts: { created, updated, removed } }) {
  return created + updated + removed;
}

function textOf(number) {
  const paragraph = `This page has the number ${number}. It describes a setting, and where it is. `;
  return `# Page ${number}\n\n${`${paragraph.repeat(8)}\n\n`.repeat(3)}`;
}
