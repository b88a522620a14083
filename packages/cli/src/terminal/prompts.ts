import { CliError } from "../errors/cli-error.ts";
import { oneLine } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

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
    return this.#answer<boolean>(confirm({ ...this.#options(question), initialValue: false }));
  }

  /** @throws {CliError} with `otherwise` in a pipe. */
  async secret(question: string, otherwise: string): Promise<string> {
    const { password } = await this.#load(question, otherwise);
    return this.#answer<string>(password({ ...this.#options(question), mask: "*" }));
  }

  async #load(question: string, otherwise: string): Promise<typeof import("@clack/prompts")> {
    if (!this.canAsk) throw new CliError(`${oneLine(question)} This is no terminal; ${otherwise}`);
    return import("@clack/prompts");
  }

  #options(question: string) {
    const { stdin: input, stderr: output } = this.#terminal;
    return { message: oneLine(question), input, output, signal: this.#signal };
  }

  /** Ctrl-C is a symbol here, since no signal comes while a question is shown. */
  async #answer<Value>(answer: Promise<Value | symbol>): Promise<Value> {
    const value = await answer;
    if (typeof value === "symbol")
      throw new DOMException("The question was cancelled", "AbortError");
    return value;
  }
}
