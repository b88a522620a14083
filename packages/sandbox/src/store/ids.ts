/** How many ids of each kind were generated. */
export interface IdCounts {
  readonly hex: number;
  readonly uuid: number;
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * Generates ids that look like Intercom's and are the same in every run: they depend on the seed
 * of the sandbox and on the number of earlier ids, never on randomness or the time.
 */
export class Ids {
  readonly #prefix: string;
  #hex = 0;
  #uuid = 0;
  #numbers: Map<string, number> = new Map();

  constructor(seed: string) {
    this.#prefix = hash(seed) + hash(`${seed}.`);
  }

  get counts(): IdCounts {
    return { hex: this.#hex, uuid: this.#uuid, numbers: Object.fromEntries(this.#numbers) };
  }

  /** Continues from these counts. */
  set counts(counts: IdCounts) {
    this.#hex = counts.hex;
    this.#uuid = counts.uuid;
    this.#numbers = new Map(Object.entries(counts.numbers));
  }

  /** 24 hexadecimal digits, as contacts and companies have. Later ids sort after earlier ones. */
  hex(): string {
    this.#hex += 1;
    return this.#prefix + this.#hex.toString(16).padStart(8, "0");
  }

  /** A number as a string, as tags and notes have: each kind has its own count. */
  number(kind: string): string {
    const next = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, next);
    return String(next);
  }

  /** 20 lower-case letters and digits, as requests have. */
  request(): string {
    this.#uuid += 1;
    const place = BigInt(`0x${this.#prefix}`).toString(36).padStart(13, "0");
    return place + this.#uuid.toString(36).padStart(7, "0");
  }

  /** A UUID, as scrolls have. */
  uuid(): string {
    this.#uuid += 1;
    const [head, tail] = [this.#prefix.slice(0, 8), this.#prefix.slice(8)];
    const count = this.#uuid.toString(16).padStart(12, "0");
    return `${head}-${tail.slice(0, 4)}-4${tail.slice(4, 7)}-8${tail.slice(5, 8)}-${count}`;
  }
}

/** 8 hexadecimal digits of a string (FNV-1a). */
export function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, "0");
}
