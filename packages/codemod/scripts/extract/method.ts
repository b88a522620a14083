import type { Field, VendorMethod } from "../../src/table/vendor/release.ts";
import { changed, type Difference, differences, equal, leavesOf, lifted } from "./compare.ts";
import type { Declared } from "./declared.ts";
import type { Recorded } from "./record.ts";
import { anyKey, type Json, type Sample } from "./sample.ts";

/** Calls a method with an argument, and returns the request that was sent. */
export type Send = (argument: Sample | undefined) => Promise<Recorded | undefined>;

/**
 * Finds out what a method sends: it compares the request of a full argument with those of arguments that
 * lack one key, and of arguments with another value of one key.
 *
 * @throws {Error} when the method sends no request.
 */
export async function observe(declared: Declared, send: Send): Promise<VendorMethod> {
  const { name, sample, returns } = declared;
  const keys = Object.keys(sample ?? {});
  const decides = await decidingKeys(sample ?? {}, send);
  const usual = without(sample ?? {}, decides);
  const full = await send(sample && usual);
  if (full === undefined) throw new Error(`${name} sent no request.`);
  const found = new Found(full);
  for (const [key, value] of Object.entries(usual)) {
    const lacking = await send(without(usual, [key]));
    const other = await send({ ...usual, [key]: changed(value) });
    found.add(key, value, lacking, other);
  }
  const odd = sample && (await send({ ...usual, [anyKey]: "text" }));
  const open = differences(odd?.body, full.body).some(({ to }) => to === anyKey);
  return {
    name,
    keys: keys.filter((key) => key !== anyKey),
    ...found.result(),
    ...(open && { open }),
    ...(decides.length > 0 && { decides }),
    returns,
  };
}

/** The keys without which the method sends another request. */
async function decidingKeys(sample: Sample, send: Send): Promise<string[]> {
  const full = await send(sample);
  const keys: string[] = [];
  for (const key of Object.keys(sample)) {
    const lacking = await send(without(sample, [key]));
    if (full && lacking && shapeOf(lacking) !== shapeOf(full)) keys.push(key);
  }
  return keys;
}

const shapeOf = ({ method, path }: Recorded) => `${method} ${path.length}`;

function without(sample: Sample, keys: readonly string[]): Sample {
  return Object.fromEntries(Object.entries(sample).filter(([key]) => !keys.includes(key)));
}

/** What is known of a method's request. */
class Found {
  readonly #full: Recorded;
  readonly #path: Map<number, string> = new Map<number, string>();
  readonly #query: Field[] = [];
  readonly #body: Field[] = [];
  readonly #alters: string[] = [];
  readonly #drops: string[] = [];

  constructor(full: Recorded) {
    this.#full = full;
  }

  /** Adds the places of a key's value: what differs in a request that lacks it, or has another. */
  add(
    key: string,
    value: unknown,
    lacking: Recorded | undefined,
    other: Recorded | undefined,
  ): void {
    const place = this.#full.path.indexOf(String(value));
    if (place >= 0) this.#path.set(place, key);
    const places = (read: (request: Recorded) => Recorded["body"]) => {
      const full = read(this.#full);
      const found = lacking ? differences(full, read(lacking)) : [];
      if (found.length > 0) return lifted(found, full, value);
      // A request that lacks the key and is the same has the value by default.
      const others = differences(full, other && read(other)).map((one) => {
        return { ...one, instead: lacking && one.value };
      });
      return lifted(others, full, value);
    };
    const query = places((request) => request.query);
    const body = places((request) => request.body);
    this.#query.push(...query.map((one) => fieldOf(sourceOf(key, value, one), one)));
    this.#body.push(...body.map((one) => fieldOf(sourceOf(key, value, one), one)));
    if (place < 0 && query.length + body.length === 0) this.#drops.push(key);
    const isSame = (one: Difference) => {
      return equal(one.value, value) || sourceOf(key, value, one) !== key;
    };
    if (![...query, ...body].every(isSame)) this.#alters.push(key);
  }

  result(): Omit<VendorMethod, "name" | "keys" | "open" | "decides" | "returns"> {
    const places = this.#full.path.map((part, index) => {
      const key = this.#path.get(index);
      return key === undefined ? part : `{${key}}`;
    });
    return {
      route: `${this.#full.method} /${places.join("/")}`,
      path: [...this.#path].sort(([a], [b]) => a - b).map(([, key]) => key),
      query: withConstants(this.#query, this.#full.query),
      body: withConstants(this.#body, this.#full.body),
      ...(this.#alters.length > 0 && { alters: this.#alters }),
      ...(this.#drops.length > 0 && { drops: this.#drops }),
    };
  }
}

/** The key of a value, or of the part of it that was sent: `customer.userId`. */
function sourceOf(key: string, value: unknown, { value: sent }: Difference): string {
  if (typeof value !== "object" || equal(sent, value)) return key;
  const part = leavesOf(value as Json).find(({ constant }) => constant === sent);
  return part === undefined ? key : `${key}.${part.to}`;
}

function fieldOf(key: string, { to, instead }: Difference): Field {
  if (key === anyKey) return { to: "", from: "" };
  const isScalar = instead !== undefined && instead !== null && typeof instead !== "object";
  return { to, from: key, ...(isScalar && { constant: instead }) };
}

/** Adds what no key is the source of. */
function withConstants(fields: readonly Field[], sent: Recorded["body"]): Field[] {
  const covers = (field: string, to: string) =>
    field === "" || to === field || to.startsWith(`${field}.`);
  const constants = leavesOf(sent).filter(
    ({ to }) => !fields.some((field) => covers(field.to, to)),
  );
  return [...fields, ...constants];
}
