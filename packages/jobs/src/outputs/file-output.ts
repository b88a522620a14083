import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import type { Json } from "../common/json.ts";
import type { Output, OutputWriter } from "./output.ts";

/** The text of results, which may need a header where they are the first ones. */
type TextOf<Result> = (results: readonly Result[], isFirst: boolean) => string;

/** Writes results as text. The position of a file is its length, in bytes. */
export class FileOutput<Result> implements Output<Result> {
  readonly name: string;
  readonly #textOf: TextOf<Result>;

  constructor(file: string, textOf: TextOf<Result>, caller: string) {
    if (typeof file !== "string" || file === "") {
      throw new ConfigError(`${caller} needs the path of a file, such as ${caller}("out.txt")`);
    }
    this.name = file;
    this.#textOf = textOf;
  }

  async begin(position: Json | undefined): Promise<OutputWriter<Result>> {
    const { name } = this;
    const part = `${name}.part`;
    if (position === undefined) {
      await mkdir(path.dirname(name), { recursive: true });
      return new FileWriter(await open(part, "w"), 0, this.#textOf, () => rename(part, name));
    }
    const length = Number(position);
    // An output that was finished has its own name, also when its run was killed before it stored that.
    const found = (await openAt(part, length)) ?? (await openAt(name, length));
    if (found === undefined) {
      throw new ConfigError(
        `${name}, which the run continues, is missing or shorter than the run left it; restore the file, or run with { restart: true }`,
      );
    }
    const finish = found.file === part ? () => rename(part, name) : () => Promise.resolve();
    return new FileWriter(found.handle, length, this.#textOf, finish);
  }
}

/** Opens a file that has at least this length, and removes what is behind it. */
async function openAt(
  file: string,
  length: number,
): Promise<{ file: string; handle: FileHandle } | undefined> {
  const handle = await open(file, "r+").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  if ((await handle.stat()).size < length) {
    await handle.close();
    return undefined;
  }
  await handle.truncate(length);
  return { file, handle };
}

class FileWriter<Result> implements OutputWriter<Result> {
  readonly #handle: FileHandle;
  #length: number;
  readonly #textOf: TextOf<Result>;
  readonly #rename: () => Promise<void>;

  constructor(
    handle: FileHandle,
    length: number,
    textOf: TextOf<Result>,
    finish: () => Promise<void>,
  ) {
    this.#handle = handle;
    this.#length = length;
    this.#textOf = textOf;
    this.#rename = finish;
  }

  async write(results: readonly Result[]): Promise<Json> {
    const bytes = Buffer.from(this.#textOf(results, this.#length === 0));
    if (bytes.length > 0) {
      for (let offset = 0; offset < bytes.length; ) {
        const at = this.#length + offset;
        offset += (await this.#handle.write(bytes, offset, bytes.length - offset, at)).bytesWritten;
      }
      await this.#handle.datasync();
      this.#length += bytes.length;
    }
    return this.#length;
  }

  finish(): Promise<void> {
    return this.#rename();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
