import { memoize } from "./memoize.ts";

/** A documented form of values, with its check. */
export interface Form {
  readonly name: string;
  readonly says: RegExp;
  /** Whether it applies to a list or an object as a whole, and not to its parts. */
  readonly ofWhole?: boolean;
  readonly holds: (value: unknown, said: RegExpMatchArray) => boolean;
}

const text = (fits: (value: string) => boolean) => (value: unknown) =>
  typeof value === "string" && fits(value);
const like = (form: RegExp) => text((value) => form.test(value));
const between = (least: number, most: number) => (value: unknown) =>
  typeof value === "number" && value >= least && value <= most;

/** From 1970 to 2065. A value a thousand times as large is in milliseconds. */
const isUnixTime = between(0, 3_000_000_000);

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const numbers: Readonly<Record<string, number>> = { ten: 10 };
const numberOf = (word = "") => numbers[word] ?? Number(word.replaceAll(",", ""));

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format() !== "";
  } catch {
    return false;
  }
}

const sizeOf = (value: unknown) =>
  Array.isArray(value) || typeof value === "string"
    ? value.length
    : typeof value === "object" && value !== null
      ? Object.keys(value).length
      : Number(value);

/** The words in backticks that a sentence consists of, such as `paused` or `resumed`. */
const choice =
  /^(?:What it is: |How it came in: )?(`[^`]+`(?:(?:, | or | and |, or )`[^`]+`)+)[.:;]$/;

/** `null` is always valid here: the schema defines whether it is allowed. */
export const forms: readonly Form[] = [
  {
    name: "Unix seconds as text",
    says: /Unix seconds as a string/,
    holds: text((value) => value === "" || (/^\d+$/.test(value) && isUnixTime(Number(value)))),
  },
  {
    name: "Unix seconds",
    says: /in Unix seconds(?! as a string| under| or as)|^Unix seconds\.$/,
    holds: (value) => isUnixTime(value) && Number.isInteger(value),
  },
  {
    name: "ISO 8601",
    says: /^(?!.*(?:or as Unix|Unix seconds or)).*ISO 8601/,
    holds: like(isoTime),
  },
  {
    name: "Unix seconds or ISO 8601",
    says: /in Unix seconds or as ISO 8601/,
    holds: (value) => isUnixTime(value) || (typeof value === "string" && isoTime.test(value)),
  },
  { name: "a day", says: /`YYYY-MM-DD`/, holds: like(/^\d{4}-\d\d-\d\d$/) },
  { name: "E.164", says: /E\.164/, holds: like(/^\+[1-9]\d{6,14}$/) },
  { name: "a UUID", says: /\ba UUID\b/i, holds: like(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) },
  { name: "two letters", says: /\btwo letters\b/, holds: like(/^[A-Za-z]{2}$/) },
  { name: "three letters", says: /\bthree letters\b/i, holds: like(/^[A-Za-z]{3}$/) },
  { name: "a time zone", says: /IANA/, holds: text(isTimeZone) },
  { name: "Base64", says: /\bBase64\b/, holds: like(/^[\w+/]+={0,2}$/) },
  { name: "base64url", says: /base64url/, holds: like(/^[\w-]{43}$/) },
  {
    name: "an address",
    says: /^(Whole )?URL|^The address of a picture/,
    holds: like(/^https?:\/\//),
  },
  {
    name: "a path",
    says: /^Its path, without the host|list is, without the host/,
    holds: like(/^\/\w/),
  },
  { name: "a percentage", says: /from 0 to 100/, holds: between(0, 100) },
  { name: "a rating", says: /rating of Fin, 1 to 5|^From 1 \(worst\) to 5/, holds: between(1, 5) },
  { name: "whole", says: /in whole units/, holds: Number.isInteger },
  { name: "not below 0", says: /from 0 upwards|^(How many|How often)\b/, holds: between(0, 1e9) },
  { name: "digits", says: /a string of digits/, holds: like(/^\d+$/) },
  { name: "counted from 1", says: /counted from 1/, holds: between(1, 1e9) },
  { name: "0 or 1", says: /1 for on, 0 for off/, holds: (value) => value === 0 || value === 1 },
  {
    name: "one value",
    says: /\b[Aa]lways (?:`([^`]+)`|(true|false|null))/,
    holds: (value, [, words, word]) => String(value) === (words ?? word),
  },
  {
    name: "one of some words",
    says: choice,
    holds: (value, [, words = ""]) => words.includes(`\`${String(value)}\``),
  },
  {
    name: "at most",
    ofWhole: true,
    says: /\b(\d[\d,]*|ten)(?: of them| different)? at most\b|\bat most (\d[\d,]*)|\bUp to (\d[\d,]*)|^From 1 to (\d+)|\b1 to (\d+) of them|newest (\d+) parts/,
    holds: (value, [, ...said]) => sizeOf(value) <= numberOf(said.find((word) => word)),
  },
];

/** The forms that a sentence documents. */
const formsIn = memoize((words: string) =>
  forms.flatMap((form) => {
    const said = words.match(form.says);
    return said ? [{ ...form, said }] : [];
  }),
);

/** The violated sentences of a value, as text. */
export function* misfits(sentences: readonly string[], value: unknown): Generator<string> {
  if (value === null || value === undefined) return;
  for (const words of sentences) {
    for (const { name, said, holds, ofWhole = false } of formsIn(words)) {
      const isMisfit = (one: unknown) => isOneOf(ofWhole, one) && !holds(one, said);
      const wrong = (ofWhole ? [value] : [value].flat()).find(isMisfit);
      if (wrong !== undefined) yield `${JSON.stringify(wrong)} is not "${name}": ${words}`;
    }
  }
}

/** A sentence about an object applies to its parts, unless it counts them. */
function isOneOf(ofWhole: boolean, value: unknown): boolean {
  return ofWhole || typeof value !== "object";
}
