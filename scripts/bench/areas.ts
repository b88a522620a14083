import type { Area, Target } from "./area.ts";

const peers = ["openapi-fetch", "intercom-client", "@octokit/core", "stripe"];
const all = ["@interkit/client", ...peers];
const ours = [
  "@interkit/client",
  "@interkit/client given fetch",
  "@interkit/client given nodeFetch",
];

function numberOf(arm: string, atMost: number): Target {
  return { arm, of: "number", atMost };
}

function ratioOf(arm: string, atMost: number): Target {
  return { arm, of: "ratio", atMost };
}

const walkers = ["@interkit/client", "openapi-fetch", "intercom-client", "octokit iterator"];

const backfill = {
  unit: "contacts",
  arms: [
    ...["written", "lost", "sent again", "answers 429"],
    ...["% of the limit unused", "seconds", "MB of memory"],
  ],
  program: "backfill.mjs",
  targets: [numberOf("lost", 0), numberOf("% of the limit unused", 5)],
  isWhole: true,
  isSlow: true,
} as const;

const calls = {
  unit: "µs",
  arms: ["fetch", ...ours, ...peers],
  program: "calls.mjs",
  over: "fetch",
} as const;

const oneMore = {
  arms: ["fetch", ...all],
  program: "create.mjs",
  minus: "fetch",
  over: "intercom-client",
} as const;

export const areas: Readonly<Record<string, Area>> = {
  import: {
    title: "CPU to import a client, over an empty process",
    unit: "ms",
    arms: ["nothing", ...all],
    program: "import.mjs",
    minus: "nothing",
    over: "intercom-client",
    targets: [numberOf("@interkit/client", 4)],
  },
  start: {
    title: "CPU from the start of Node to the first response",
    unit: "ms",
    arms: ["fetch", ...all],
    program: "start.mjs",
    over: "fetch",
    targets: [ratioOf("@interkit/client", 1.1)],
  },
  create: {
    ...oneMore,
    title: "CPU of one more client of which one method is called, over the response itself",
    unit: "µs",
    args: ["cpu"],
    targets: [numberOf("@interkit/client", 10)],
  },
  heap: {
    ...oneMore,
    title: "Memory of one more client of which one method was called",
    unit: "bytes",
    args: ["heap"],
    targets: [numberOf("@interkit/client", 2_000)],
  },
  get: {
    ...calls,
    title: "CPU of a GET, 50 in flight",
    args: ["get", "50"],
    targets: [ratioOf("@interkit/client", 0.5), ratioOf("@interkit/client given fetch", 1.1)],
  },
  search: {
    ...calls,
    title: "CPU of a search by POST, 50 in flight",
    args: ["search", "50"],
    targets: [ratioOf("@interkit/client", 0.45)],
  },
  one: {
    ...calls,
    title: "CPU of a GET, one at a time",
    args: ["get", "1"],
    targets: [ratioOf("@interkit/client", 0.5)],
  },
  "save-to": {
    title: "Time to download 500 MB into a file",
    unit: "ms",
    arms: ["fetch", "fetch and fsync", ...ours],
    program: "save-to.mjs",
    args: ["500"],
    over: "fetch",
    targets: [ratioOf("@interkit/client", 1), ratioOf("@interkit/client given nodeFetch", 1)],
  },
  "pages-cursor": {
    title:
      "Time to read 100 pages by cursor, 20 ms a response, by a caller that works 20 ms a page",
    unit: "ms",
    arms: ["floor", ...walkers],
    program: "pages.mjs",
    args: ["cursor"],
    over: "floor",
    targets: [ratioOf("@interkit/client", 1.05)],
    isSlow: true,
  },
  "pages-numbered": {
    title:
      "Time to read 200 pages with numbers, 20 ms a response; ten at once, where that is possible",
    unit: "ms",
    arms: ["floor", ...walkers],
    program: "pages.mjs",
    args: ["numbered"],
    over: "floor",
    targets: [numberOf("@interkit/client", 500)],
    isSlow: true,
  },
  "pages-cpu": {
    title: "CPU of one item of a million, 150 a page, in a heap of 64 MB",
    unit: "µs",
    arms: ["undici", ...walkers],
    program: "pages.mjs",
    args: ["cpu"],
    nodeOptions: ["--max-old-space-size=64"],
    over: "undici",
    targets: [ratioOf("@interkit/client", 1.2)],
    isSlow: true,
  },
  "pages-ranges": {
    title:
      "Time to read a search of 100,000 contacts, 50 ms a response, with one cursor and with eight",
    unit: "ms",
    arms: ["@interkit/client", "@interkit/client in ranges"],
    program: "pages.mjs",
    args: ["ranges"],
    over: "@interkit/client",
    targets: [ratioOf("@interkit/client in ranges", 0.166)],
    isSlow: true,
  },
  "webhooks-receive": {
    title: "CPU to receive, verify and parse a webhook of 6 kB, 20 in flight",
    unit: "µs",
    arms: ["node:http", "@interkit/webhooks"],
    program: "receive.mjs",
    over: "node:http",
    targets: [ratioOf("@interkit/webhooks", 1.2)],
  },
  "webhooks-queue": {
    title:
      "100,000 webhooks, some of them twice, through a queue to three processes that are killed at random",
    unit: "deliveries",
    arms: ["handled", "lost", "twice", "twiceWithoutKill", "outOfOrder"],
    program: "queue.mjs",
    args: ["100000", "2000", "1000"],
    targets: [numberOf("lost", 0), numberOf("twiceWithoutKill", 0), numberOf("outOfOrder", 0)],
    isWhole: true,
    isSlow: true,
  },
  "jobs-file": {
    ...backfill,
    title:
      "100,000 contacts written by one process with a heap of 48 MB at 60,000 calls a minute, with the state in a file",
    args: ["file", "100000", "60000", "0"],
  },
  "jobs-queue": {
    ...backfill,
    title:
      "100,000 contacts written by four workers of a queue with heaps of 48 MB at 60,000 calls a minute, two of which are killed",
    args: ["queue", "100000", "60000", "0", "2"],
  },
  "jobs-loop": {
    title: "Time to write 5,000 contacts, 100 ms a response, at 10,000 calls a minute",
    unit: "ms",
    arms: ["@interkit/jobs", "intercom-client, ten at a time"],
    program: "backfill.mjs",
    args: ["time", "5000", "10000", "100"],
    over: "intercom-client, ten at a time",
    // All calls at that rate take 30 seconds: at most a twentieth of it is unused.
    targets: [numberOf("@interkit/jobs", 31_600), ratioOf("@interkit/jobs", 0.667)],
    isSlow: true,
  },
  "jobs-pages": {
    title: "12,000 pages brought from a folder to a source, and again",
    unit: "pages",
    arms: [
      ...["written", "written by a second run", "seconds of the reading"],
      ...["seconds of a second run, over the reading", "written after a change of one page"],
      ...["refused with an empty folder", "MB of memory"],
    ],
    program: "content-sync.mjs",
    args: ["12000"],
    targets: [
      numberOf("written by a second run", 0),
      numberOf("written after a change of one page", 1),
      numberOf("seconds of a second run, over the reading", 5),
    ],
    isWhole: true,
    isSlow: true,
  },
  sandbox: {
    title: "CPU of a server that lists 50 contacts of 1,000, in the same JSON",
    unit: "µs",
    arms: ["json-server", "@interkit/sandbox"],
    program: "sandbox-list.mjs",
    over: "json-server",
    targets: [numberOf("@interkit/sandbox", 600)],
  },
  snapshot: {
    title: "Time to save and to restore a sandbox of 100,000 contacts",
    unit: "ms",
    arms: ["snapshot", "restore"],
    program: "snapshot.mjs",
    targets: [numberOf("snapshot", 500), numberOf("restore", 500)],
  },
  size: {
    title: "A bundle, minified and compressed by gzip: of one call, and of all that is exported",
    unit: "bytes",
    arms: [
      ...["@interkit/client", "@interkit/client, lean", "@interkit/core, minimal", ...peers],
      ...["@interkit/client, all", "intercom-client, all"],
    ],
    program: "size.mjs",
    over: "intercom-client",
    targets: [
      numberOf("@interkit/client", 5_000),
      numberOf("@interkit/core, minimal", 5_000),
      numberOf("@interkit/client, all", 12_000),
    ],
    isExact: true,
  },
};

/** The areas that are measured together, by a name of their own. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  pagination: Object.keys(areas).filter((name) => name.startsWith("pages-")),
  jobs: Object.keys(areas).filter((name) => name.startsWith("jobs-")),
  webhooks: Object.keys(areas).filter((name) => name.startsWith("webhooks-")),
};
