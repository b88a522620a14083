import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import { isOlder, type MirrorRecord, type MirrorStream, type MirrorTarget } from "./target.ts";

/**
 * Keeps a copy in a folder that all programs can read: `contacts/5ba682d2.json` is a contact, with `id`, `updatedAt`,
 * `readAt` and `data`, and `aliases/contacts/5ba6….json` has the id of the contact that one was merged into. A
 * file always has a whole record, also after a kill. One process writes to a folder at a time; others may read it.
 * Each object is a file, so that beyond some 100,000 objects `sqlTarget` is the better choice.
 *
 * @throws {ConfigError} for an empty path.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { createMirror, fileTarget } from "@interkit/jobs/sync";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const mirror = createMirror(intercom, { target: fileTarget("intercom") });
 * await mirror.sync();
 * ```
 */
export function fileTarget(folder: string): MirrorTarget {
  if (typeof folder !== "string" || folder === "") {
    throw new ConfigError("fileTarget takes the path of a folder");
  }
  const fileOf = (stream: MirrorStream, id: string) =>
    path.join(folder, stream, `${encodeURIComponent(id)}.json`);

  return {
    async put(stream, records) {
      await mkdir(path.join(folder, stream), { recursive: true });
      const write = (record: MirrorRecord) => {
        const file = fileOf(stream, record.id);
        return inOrder(file, async () => {
          const before = await read(file);
          if (before === undefined || !isOlder(record, before)) await replace(file, record);
        });
      };
      await Promise.all(records.map(write));
    },
    async remove(stream, ids) {
      const removeOne = (file: string) => inOrder(file, () => rm(file, { force: true }));
      await Promise.all(ids.map((id) => removeOne(fileOf(stream, id))));
    },
    async alias(stream, from, to) {
      const file = path.join(folder, "aliases", stream, `${encodeURIComponent(from)}.json`);
      await mkdir(path.dirname(file), { recursive: true });
      await inOrder(file, () => replace(file, { id: from, target: to }));
    },
    async get(stream, ids) {
      const records = await Promise.all(ids.map((id) => read(fileOf(stream, id))));
      return records.filter((record) => record !== undefined);
    },
    async ids(stream, { after, limit }) {
      const names = await readdir(path.join(folder, stream)).catch(emptyIfMissing);
      const ids = names
        .filter((name) => name.endsWith(".json"))
        .map((name) => decodeURIComponent(name.slice(0, -".json".length)));
      return ids
        .filter((id) => after === undefined || id > after)
        .sort()
        .slice(0, limit);
    },
  };
}

/** What each file is written with, by its path, since a process may open a folder twice. */
const files = new Map<string, Promise<void>>();

/** Works on a file after what was begun before with it. */
async function inOrder(file: string, work: () => Promise<void>): Promise<void> {
  const key = path.resolve(file);
  const before = files.get(key);
  const run = (before ?? Promise.resolve()).then(work);
  const settled = run.catch(() => undefined);
  files.set(key, settled);
  try {
    await run;
  } finally {
    if (files.get(key) === settled) files.delete(key);
  }
}

/** A kill leaves the file before, and at most a file with another ending, which the next write replaces. */
async function replace(file: string, value: unknown): Promise<void> {
  const unfinished = `${file}.new`;
  await writeFile(unfinished, `${JSON.stringify(value, undefined, 2)}\n`);
  await rename(unfinished, file);
}

/** A file that is no JSON, such as one that a loss of power left empty, is no record: the next write replaces it. */
async function read(file: string): Promise<MirrorRecord | undefined> {
  const text = await readFile(file, "utf8").catch(emptyIfMissing);
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function emptyIfMissing(error: unknown): [] {
  if ((error as { code?: unknown }).code === "ENOENT") return [];
  throw error;
}
