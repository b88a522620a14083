import type { Readable, Writable } from "node:stream";
import { CliError } from "../errors/cli-error.ts";
import { oneLine } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

interface PromptOptions {
  readonly message: string;
  readonly input: Readable;
  readonly output: Writable;
  readonly signal: AbortSignal;
}

/** Questions to a person: on stderr, since stdout is for results. */
export class Prompts {
  readonly #terminal: Terminal;
  readonly #signal: AbortSignal;

  constructor(terminal: Terminal, signal: AbortSignal) {
    this.#terminal = terminal;
    this.#signal = signal;
  }

  /** Whether a person is there to answer. */
  get canAsk(): boolean {
    return this.#terminal.stdin.isTTY === true && this.#terminal.stderr.isTTY === true;
  }

  /** @throws {CliError} with `otherwise` in a pipe. */
  async confirm(question: string, otherwise: string): Promise<boolean> {
    const { confirm } = await this.#load(question, otherwise);
    return this.#answer<boolean>(question, (options) =>
      confirm({ ...options, initialValue: false }),
    );
  }

  /** @throws {CliError} with `otherwise` in a pipe. */
  async secret(question: string, otherwise: string): Promise<string> {
    const { password } = await this.#load(question, otherwise);
    return this.#answer<string>(question, (options) => password({ ...options, mask: "*" }));
  }

  async #load(question: string, otherwise: string): Promise<typeof import("@clack/prompts")> {
    if (!this.canAsk) {
      const what = oneLine(question).replace(/:$/, " is missing.");
      throw new CliError(`${what} This is no terminal; ${otherwise}`);
    }
    return import("@clack/prompts");
  }

  /** Ctrl-C is a symbol here, since no signal comes while a question is shown. */
  async #answer<Value>(
    question: string,
    ask: (options: PromptOptions) => Promise<Value | symbol>,
  ): Promise<Value> {
    const { stdin: input, stderr: output } = this.#terminal;
    // The library would wait for ever after the end of the input, which is Ctrl-D in a terminal.
    const ended = new AbortController();
    const end = () => ended.abort();
    const onKey = (_: unknown, key: { readonly ctrl?: boolean; readonly name?: string }) => {
      if (key.ctrl === true && key.name === "d") end();
    };
    input.once("end", end).once("close", end).on("keypress", onKey);
    const signal = AbortSignal.any([this.#signal, ended.signal]);
    try {
      const value = await ask({ message: oneLine(question), input, output, signal });
      if (typeof value !== "symbol") return value;
      throw new DOMException("The question was cancelled", "AbortError");
    } finally {
      input.off("end", end).off("close", end).off("keypress", onKey);
    }
  }
}
