import type { ApiErrorDetail } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";

/** What a call sent, as far as an answer may repeat it. */
export interface SentValues {
  readonly params: unknown;
  readonly body: unknown;
}

const sentValues = new WeakMap<Response, SentValues>();

/** Writes down what the request sent that got this answer, so that no message repeats it. */
export function recordSentValues(response: Response, sent: SentValues): void {
  sentValues.set(response, sent);
}

const maxReasonLength = 240;
/** More than this is not looked through; then the reason is left out, which repeats nothing either. */
const maxValues = 2_000;

/**
 * The server's own words on why it refused, for a message: on one line, of bounded length, and without
 * anything that the request sent, addresses of mail, or what looks like a key. `errors` has all of it.
 */
export function reasonOf(errors: readonly ApiErrorDetail[], response: Response): string {
  const messages = errors.flatMap(({ message }) => (message === undefined ? [] : [message]));
  const values = valuesOf(sentValues.get(response));
  if (values === undefined) return "";
  // Long enough that no value is cut in two before it is looked for.
  const text = oneLine(messages.slice(0, 3).join("; ").slice(0, 10_000));
  const redacted = removeValues(values, text)
    .replace(/[^\s@"'<>(),;]+@[^\s@"'<>(),;]+/g, "…")
    .replace(/\bbearer\s+\S+/gi, "…")
    .replace(/[\w+/=-]{32,}/g, "…");
  return redacted.length > maxReasonLength
    ? `${redacted.slice(0, maxReasonLength).trimEnd()}…`
    : redacted;
}

/** Without control characters, line ends of all kinds, and what turns the direction of text. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, " ").trim();
}

function removeValues(values: readonly string[], text: string): string {
  const patterns = [...values]
    .sort((a, b) => b.length - a.length)
    // Of a long value a server may repeat the beginning alone.
    .map((value) =>
      value.length > 40 ? `${escapeRegExp(value.slice(0, 30))}.*` : escapeRegExp(value),
    );
  if (patterns.length === 0) return text;
  return text.replace(
    new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join("|")})(?![\\p{L}\\p{N}])`, "giu"),
    "…",
  );
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Fields that hold words of the API, without which a reason says little: `role`, `field` of a filter. */
const apiVocabularyFields = /^(type|role|field|operator|state|order|model|message_type)$/;

/** The values of a request as text; nothing when there are too many. */
function valuesOf(sent: SentValues | undefined): string[] | undefined {
  const values = new Set<string>();
  const add = (value: unknown, key = ""): boolean => {
    if (typeof value === "string" && !(apiVocabularyFields.test(key) && /^[a-z_.]+$/.test(value))) {
      const line = oneLine(value);
      if (line.length > 2) values.add(line);
    } else if (typeof value === "number" && String(value).length > 3) {
      values.add(String(value));
    } else if (value instanceof FormData) {
      return [...value.values()].every((entry) => add(entry));
    } else if (Array.isArray(value)) {
      return value.every((entry) => add(entry, key));
    } else if (isRecord(value)) {
      return Object.entries(value).every(([name, entry]) => add(entry, name));
    }
    return values.size <= maxValues;
  };
  return add(sent?.params) && add(sent?.body) ? [...values] : undefined;
}
