import type { HeaderBytes } from "./dispatcher.ts";
import type { ReadableHeaders } from "./exchange.ts";

/** What comes before the body of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: RawHeaders;
}

/** Headers as they were received: names and values in turn. They are decoded on first use. */
export class RawHeaders implements ReadableHeaders {
  readonly #raw: readonly HeaderBytes[];
  #values: Map<string, string> | undefined;

  constructor(raw: readonly HeaderBytes[]) {
    this.#raw = raw;
  }

  get(name: string): string | null {
    this.#values ??= this.#decode();
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  /** The same headers as the platform's `Headers`. */
  toPlatform(): Headers {
    const headers = new Headers();
    for (const [name, value] of this.#entries()) headers.append(name, value);
    return headers;
  }

  #decode(): Map<string, string> {
    const values = new Map<string, string>();
    for (const [name, value] of this.#entries()) {
      const before = values.get(name);
      values.set(name, before === undefined ? value : `${before}, ${value}`);
    }
    return values;
  }

  *#entries(): Generator<[name: string, value: string]> {
    for (let at = 0; at + 1 < this.#raw.length; at += 2) {
      const name = decode(this.#raw[at] as HeaderBytes).toLowerCase();
      for (const value of [this.#raw[at + 1] as HeaderBytes].flat()) yield [name, decode(value)];
    }
  }
}

/** One byte is one character, as in the platform's `Headers`. */
const decode = (bytes: HeaderBytes) => bytes.toString("latin1");
