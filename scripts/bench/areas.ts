/** Something that is measured, of our packages and of other software in the same run. */
export interface Area {
  readonly title: string;
  readonly unit: "ms" | "µs" | "kB" | "bytes";
  /** Those that are compared, the first of them with all others. */
  readonly arms: readonly string[];
  /** A file in `programs`, which prints the number of one arm in a process of its own. */
  readonly program: string;
  /** Its arguments after the arm and the server's URL. */
  readonly args?: readonly string[];
  /** Options of Node for the program. */
  readonly nodeOptions?: readonly string[];
  /** The numbers of the others are divided by that of the first arm, or it is subtracted from them. */
  readonly compares: "ratio" | "difference" | "nothing";
  /** Rounds, if the area is slow. */
  readonly rounds?: number;
}

const all = ["@interkit/client", "openapi-fetch", "intercom-client", "@octokit/core", "stripe"];
const ours = ["@interkit/client", "@interkit/client with fetch", "@interkit/client with nodeFetch"];
const callers = ["fetch", ...ours, ...all.slice(1)];
const fromVendor = ["intercom-client", ...all.filter((name) => name !== "intercom-client")];
const walkers = ["@interkit/client", "openapi-fetch", "intercom-client", "octokit iterator"];
const calls = { unit: "µs", arms: callers, program: "calls.mjs", compares: "ratio" } as const;

export const areas: Readonly<Record<string, Area>> = {
  import: {
    title: "CPU to import a client, over an empty process",
    unit: "ms",
    arms: ["nothing", ...all],
    program: "import.mjs",
    compares: "difference",
  },
  start: {
    title: "CPU from the start of Node to the first response",
    unit: "ms",
    arms: ["fetch", ...all],
    program: "start.mjs",
    compares: "ratio",
  },
  create: {
    title: "CPU of one more client of which one method is called",
    unit: "µs",
    arms: fromVendor,
    program: "create.mjs",
    compares: "ratio",
    args: ["cpu"],
  },
  heap: {
    title: "Memory of one more client of which one method was called",
    unit: "bytes",
    arms: fromVendor,
    program: "create.mjs",
    compares: "ratio",
    args: ["heap"],
  },
  get: { ...calls, title: "CPU of a GET, 50 in flight", args: ["get", "50"] },
  search: { ...calls, title: "CPU of a search by POST, 50 in flight", args: ["search", "50"] },
  one: { ...calls, title: "CPU of a GET, one at a time", args: ["get", "1"] },
  "save-to": {
    title: "Time to download 500 MB into a file",
    unit: "ms",
    arms: ["fetch", ...ours],
    program: "save-to.mjs",
    compares: "ratio",
    args: ["500"],
    rounds: 5,
  },
  "pages-cursor": {
    title:
      "Time to read 100 pages by cursor, 20 ms a response, by a caller that works 20 ms a page",
    unit: "ms",
    arms: ["floor", ...walkers],
    program: "pages.mjs",
    compares: "ratio",
    args: ["cursor"],
    rounds: 5,
  },
  "pages-numbered": {
    title:
      "Time to read 200 pages with numbers, 20 ms a response; ten at once, where that is possible",
    unit: "ms",
    arms: ["floor", ...walkers],
    program: "pages.mjs",
    compares: "ratio",
    args: ["numbered"],
    rounds: 5,
  },
  "pages-cpu": {
    title: "CPU of one item of a million, 150 a page, in a heap of 64 MB",
    unit: "µs",
    arms: ["undici", ...walkers],
    program: "pages.mjs",
    compares: "ratio",
    args: ["cpu"],
    nodeOptions: ["--max-old-space-size=64"],
    rounds: 3,
  },
  "pages-ranges": {
    title:
      "Time to read a search of 100,000 contacts, 50 ms a response, with one cursor and with eight",
    unit: "ms",
    arms: ["@interkit/client", "@interkit/client in ranges"],
    program: "pages.mjs",
    compares: "ratio",
    args: ["ranges"],
    rounds: 3,
  },
  sandbox: {
    title: "CPU of a server that lists 50 contacts of 1,000",
    unit: "µs",
    arms: ["json-server", "@interkit/sandbox"],
    program: "sandbox-list.mjs",
    compares: "ratio",
  },
  snapshot: {
    title: "Time to save and restore a sandbox of 100,000 contacts",
    unit: "ms",
    arms: ["snapshot", "restore"],
    program: "snapshot.mjs",
    compares: "nothing",
    rounds: 3,
  },
  size: {
    title: "A bundle with one call, minified and compressed by gzip",
    unit: "bytes",
    arms: fromVendor,
    program: "size.mjs",
    compares: "ratio",
    rounds: 1,
  },
};

/** The areas that are measured together, by a name of their own. */
export const groups: Readonly<Record<string, readonly string[]>> = {
  pagination: Object.keys(areas).filter((name) => name.startsWith("pages-")),
};
