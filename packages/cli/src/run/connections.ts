import type { Hooks } from "@interkit/client";
import type { Connection } from "../connection/connection.ts";
import { type ConnectionSettings, settingsFrom } from "../connection/settings.ts";
import type { GlobalFlags } from "../program/cli.ts";
import type { Output } from "../terminal/output.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The connection of a command line: made when a command needs it, and once. */
export class Connections {
  readonly #terminal: Terminal;
  readonly #output: Output;
  readonly #flags: () => GlobalFlags;
  #connection: Promise<Connection> | undefined;
  #settings: ConnectionSettings | undefined;

  constructor(terminal: Terminal, output: Output, flags: () => GlobalFlags) {
    this.#terminal = terminal;
    this.#output = output;
    this.#flags = flags;
    const token = terminal.env["INTERCOM_TOKEN"]?.trim();
    if (token) output.hide(token);
  }

  /** Where the token is from; nothing before there is one. */
  get tokenFrom(): string | undefined {
    return this.#settings?.tokenFrom;
  }

  connect(): Promise<Connection> {
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<Connection> {
    const flags = this.#flags();
    const settings = await settingsFrom(flags, this.#terminal);
    this.#settings = settings;
    this.#output.hide(settings.token);
    const { connectWith } = await import("../connection/connect.ts");
    return connectWith(settings, flags.verbose === true ? this.#verbose() : undefined);
  }

  #verbose(): Hooks {
    const output = this.#output;
    return {
      onResponse: ({ route, status, durationMs, attempt }) =>
        output.trace(`${route} ${status} ${Math.round(durationMs)} ms (attempt ${attempt})`),
      onRetry: ({ route, delayMs }) =>
        output.trace(`${route} is sent again in ${Math.round(delayMs)} ms`),
      onRateLimit: ({ route, delayMs = 0 }) =>
        output.trace(`${route} waits ${Math.round(delayMs)} ms for the rate limit`),
    };
  }
}
