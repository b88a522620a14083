import { readFile } from "node:fs/promises";
import path from "node:path";
import { addAbortSignal } from "node:stream";
import { text as readAll } from "node:stream/consumers";
import { CliError } from "../errors/cli-error.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Reads texts of the command line: `@page.html` is the content of a file, `@-` that of stdin, and `@@ada` the text
 * `@ada`; other text is itself.
 */
export class TextSource {
  readonly #terminal: Pick<Terminal, "stdin" | "cwd">;
  readonly #signal: AbortSignal;
  /** The option that has read stdin. */
  #stdinFor: string | undefined;

  /** @param signal Ends the reading of stdin. */
  constructor(terminal: Pick<Terminal, "stdin" | "cwd">, signal: AbortSignal) {
    this.#terminal = terminal;
    this.#signal = signal;
  }

  /** @throws {CliError} for a file that cannot be read or is no text. */
  async read(option: string, text: string): Promise<string> {
    if (!text.startsWith("@")) return text;
    if (text.startsWith("@@")) return text.slice(1);
    if (text === "@-") return this.readStdin(option);
    return decode(option, text, await this.#bytes(option, text));
  }

  /** @throws {CliError} where another option has read it, and where it is a terminal. */
  async readStdin(option: string): Promise<string> {
    const { stdin } = this.#terminal;
    if (this.#stdinFor !== undefined) {
      throw new CliError(
        `${option} and ${this.#stdinFor} cannot both read stdin; give one of them a file`,
      );
    }
    if (stdin.isTTY === true) {
      throw new CliError(
        `${option} reads stdin, which is the terminal; give a file, or pipe it in`,
      );
    }
    this.#stdinFor = option;
    return readAll(addAbortSignal(this.#signal, stdin));
  }

  /**
   * The file of an upload.
   *
   * @throws {CliError} for text that names no file, and for a file that cannot be read.
   */
  async file(option: string, text: string): Promise<File> {
    if (!/^@[^@]/.test(text)) {
      throw new CliError(
        `${option} needs a file, such as @products.json, and got ${JSON.stringify(text)}`,
      );
    }
    return new File([await this.#bytes(option, text)], path.basename(text.slice(1)));
  }

  async #bytes(option: string, text: string): Promise<Buffer<ArrayBuffer>> {
    const name = text.slice(1);
    try {
      return await readFile(path.resolve(this.#terminal.cwd, name));
    } catch (cause) {
      const { code = "" } = cause as NodeJS.ErrnoException;
      throw new CliError(
        `${option}: the file ${name} cannot be read (${code}); text that begins with @ is written as @${text}`,
        undefined,
        { cause },
      );
    }
  }
}

function decode(option: string, text: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CliError(`${option}: the file ${text.slice(1)} is no text in UTF-8`, undefined, {
      cause,
    });
  }
}
