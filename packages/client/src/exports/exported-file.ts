import { ConfigError } from "@interkit/core";
import { type ReadChunk, streamOf } from "../archives/read-chunk.ts";
import { saveStream } from "../methods/save-stream.ts";
import { loadCsvParser, type NameColumns, type TextRow } from "./csv.ts";
import { RecordCounter } from "./record-counter.ts";

/** A file of an export. It is read within the iteration that returned it, and once. */
export interface ExportedFile {
  /** The name of the file, such as `click_20260131-120000.csv`. */
  readonly name: string;
  /**
   * The rows of the file, by column. All values are text.
   *
   * @throws {ExportError} `unreadable` when the file is cut off or damaged.
   */
  rows(): AsyncIterable<Record<string, string>>;
  /**
   * Writes the file to a path, on Node, and returns its size in bytes. It is CSV, and not compressed. The path
   * gets the file when all of it is on the disk.
   *
   * @throws {ExportError} `unreadable` when the file is cut off or damaged.
   */
  saveTo(path: string): Promise<number>;
}

/** What is done beside reading the files of an export. */
export interface FileObserver {
  /** Counts rows of the export. */
  addRows(count: number): void;
  /** A file was read to its end. */
  onEnd(rows: number): void;
  /** Converts an error of reading. */
  toError(error: unknown): unknown;
}

/** The rows of a file that is open, and its copy; both can be had until it is closed, one of them. */
export class OpenFile implements ExportedFile {
  readonly name: string;
  readonly #read: ReadChunk;
  readonly #observer: FileObserver;
  #isUsed = false;
  #isClosed = false;

  constructor(name: string, read: ReadChunk, observer: FileObserver) {
    this.name = name;
    this.#read = read;
    this.#observer = observer;
  }

  /** Ends the time in which the file can be read. */
  close(): void {
    this.#isClosed = true;
  }

  async *rows(nameColumns: NameColumns = (header) => [...header]): AsyncGenerator<TextRow> {
    const parse = await loadCsvParser();
    const read = this.#open();
    let count = 0;
    try {
      for await (const row of parse(read, nameColumns)) {
        count += 1;
        this.#observer.addRows(1);
        yield row;
      }
      this.#observer.onEnd(count);
    } catch (error) {
      throw this.#observer.toError(error);
    }
  }

  /** @param atEnd runs after the last bytes of the file, before the path gets it. */
  async saveTo(path: string, atEnd: () => Promise<void> = async () => {}): Promise<number> {
    const read = this.#open();
    const counter = new RecordCounter();
    let rows = 0;
    const copied = streamOf(async () => {
      try {
        const chunk = await read();
        if (chunk === undefined) counter.finish();
        else counter.add(chunk);
        this.#observer.addRows(counter.rows - rows);
        rows = counter.rows;
        if (chunk !== undefined) return chunk;
        this.#observer.onEnd(rows);
        await atEnd();
        return undefined;
      } catch (error) {
        throw this.#observer.toError(error);
      }
    });
    return saveStream(copied, path);
  }

  #open(): ReadChunk {
    if (this.#isUsed) throw new ConfigError(`The file ${this.name} of an export can be read once`);
    this.#isUsed = true;
    const read = this.#read;
    return async () => {
      if (!this.#isClosed) return read();
      throw new ConfigError(
        `The file ${this.name} of an export has to be read before the next one is taken`,
      );
    };
  }
}
