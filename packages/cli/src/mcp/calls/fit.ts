import { pick } from "./pick.ts";

/** The most characters of JSON in a result: about 15,000 tokens. */
export const maxResultSize = 60_000;

/** How much of an object is wanted. */
export interface Wanted {
  readonly fields: readonly string[] | undefined;
  readonly maxChars: number;
}

/** A value that fits into a result, and what was cut for that, in sentences. */
export interface Fitted {
  readonly value: unknown;
  readonly notices: readonly string[];
}

/** Cuts texts that are longer than wanted, and lists within an object that is larger than a result. */
export function fit(value: unknown, { fields, maxChars }: Wanted): Fitted {
  const wanted = fields === undefined ? value : pick(value, fields);
  const whole = cut(wanted, maxChars, Number.POSITIVE_INFINITY);
  for (let length = 200, now = whole; ; length = Math.floor(length / 2)) {
    if (sizeOf(now.value) <= maxResultSize) return now;
    if (length === 0) return cut(wanted, Math.min(maxChars, 500), 1);
    now = cut(wanted, maxChars, length);
  }
}

function cut(value: unknown, maxChars: number, maxLength: number): Fitted {
  const texts = new Cuts();
  const lists = new Cuts();
  const visit = (inner: unknown, path: string): unknown => {
    if (typeof inner === "string") {
      if (inner.length <= maxChars) return inner;
      texts.add(path, inner.length);
      return `${cutText(inner, maxChars)}… [cut]`;
    }
    if (Array.isArray(inner)) {
      if (inner.length > maxLength) lists.add(path, inner.length);
      return ends(inner, maxLength).map((one) => visit(one, path));
    }
    if (typeof inner !== "object" || inner === null) return inner;
    const entries = Object.entries(inner);
    const place = path === "" ? "" : `${path}.`;
    return Object.fromEntries(entries.map(([name, one]) => [name, visit(one, `${place}${name}`)]));
  };
  const result = visit(value, "");
  const notices = [
    texts.describe(
      `Texts were cut to ${maxChars} characters`,
      "characters; a higher max_chars returns more",
    ),
    lists.describe(
      `Lists were cut to their first and last items, ${maxLength} in all`,
      "items; fields and a lower max_chars make room for more",
    ),
  ];
  return { value: result, notices: notices.filter((notice) => notice !== "") };
}

/** The places of what was cut, and the largest size at each of them. */
class Cuts {
  readonly #sizes = new Map<string, number>();

  add(path: string, size: number): void {
    this.#sizes.set(path, Math.max(size, this.#sizes.get(path) ?? 0));
  }

  describe(what: string, fix: string): string {
    if (this.#sizes.size === 0) return "";
    const places = [...this.#sizes].slice(0, 5).map(([path, size]) => `${path} has up to ${size}`);
    return `${what}: ${places.join(", ")} ${fix}.`;
  }
}

/** The first and the last items of a list: those of a conversation are its beginning and its latest parts. */
function ends(list: readonly unknown[], length: number): readonly unknown[] {
  if (list.length <= length) return list;
  const first = Math.floor(length / 2);
  return [...list.slice(0, first), ...list.slice(first - length)];
}

/** Half of a surrogate pair would not be text. */
function cutText(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}
