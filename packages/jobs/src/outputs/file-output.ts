import { existsSync } from "node:fs";
import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import type { Json } from "../common/json.ts";
import type { Output, OutputWriter } from "./output.ts";

/** The text of results, which may need a header where they are the first ones. */
type TextOf<Result> = (results: readonly Result[], isFirst: boolean) => string;

/** How far a file is written: its name without the folder, and its length in bytes. */
type FilePosition = { readonly file: string; readonly length: number };

/** Writes results as text. */
export class FileOutput<Result> implements Output<Result> {
  readonly name: string;
  readonly #textOf: TextOf<Result>;

  constructor(file: string, textOf: TextOf<Result>, caller: string) {
    if (typeof file !== "string" || file === "") {
      throw new ConfigError(`${caller} needs the path of a file, such as ${caller}("out.txt")`);
    }
    this.name = file;
    this.#textOf = (results, isFirst) => {
      try {
        return textOf(results, isFirst);
      } catch (cause) {
        const { message } = cause as Error;
        throw new ConfigError(`${file}: what a step returned cannot be written: ${message}`, {
          cause,
        });
      }
    };
  }

  isGone(): Promise<boolean> {
    return Promise.resolve(!existsSync(this.name));
  }

  async begin(position: Json | undefined): Promise<OutputWriter<Result>> {
    const { name } = this;
    const part = `${name}.part`;
    if (position === undefined) {
      await mkdir(path.dirname(name), { recursive: true });
      return this.#writer(await open(part, "w"), 0, () => rename(part, name));
    }
    const { file, length } = position as FilePosition;
    if (file !== path.basename(name)) {
      throw new ConfigError(
        `The run that is continued has written to ${file}, and not to ${name}; use that file for it, or run with { restart: true }`,
      );
    }
    // An output that was finished has its own name, also when its run was killed before it stored that.
    const found = (await openAt(part, length)) ?? (await openAt(name, length));
    if (found === undefined) {
      throw new ConfigError(
        `${name}, which the run continues, is missing or shorter than the run left it; restore the file, or run with { restart: true }`,
      );
    }
    const finish = found.file === part ? () => rename(part, name) : () => Promise.resolve();
    return this.#writer(found.handle, length, finish);
  }

  #writer(handle: FileHandle, length: number, finish: () => Promise<void>): OutputWriter<Result> {
    const position = { file: path.basename(this.name), length };
    return new FileWriter(handle, position, this.#textOf, finish);
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
  #position: FilePosition;
  readonly #textOf: TextOf<Result>;
  readonly #rename: () => Promise<void>;

  constructor(
    handle: FileHandle,
    position: FilePosition,
    textOf: TextOf<Result>,
    finish: () => Promise<void>,
  ) {
    this.#handle = handle;
    this.#position = position;
    this.#textOf = textOf;
    this.#rename = finish;
  }

  async write(results: readonly Result[]): Promise<Json> {
    const { file, length } = this.#position;
    const bytes = Buffer.from(this.#textOf(results, length === 0));
    if (bytes.length > 0) {
      for (let offset = 0; offset < bytes.length; ) {
        const at = length + offset;
        offset += (await this.#handle.write(bytes, offset, bytes.length - offset, at)).bytesWritten;
      }
      await this.#handle.datasync();
      this.#position = { file, length: length + bytes.length };
    }
    return this.#position;
  }

  async finish(): Promise<void> {
    // A file without results has a header as well.
    if (this.#position.length === 0) await this.write([]);
    await this.#rename();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
