import type { Json } from "../common/json.ts";

/** Values of one of the types that Intercom gives attributes. */
interface ValueType {
  /** What a message calls such a value, with its article. */
  readonly name: string;
  /** Returns a value of the type, or the same value where it stands for none. */
  readonly convert: (value: Json) => Json;
  readonly fits: (value: Json) => boolean;
}

/** The limit between seconds and milliseconds: as seconds the year 5138, as milliseconds 1973. */
const latestSeconds = 1e11;

const date: ValueType = {
  name: "a time: Unix seconds, or ISO 8601 such as 2026-11-28T09:30:00Z",
  convert: (value) => (typeof value === "string" ? (secondsOf(value.trim()) ?? value) : value),
  fits: (value) => Number.isSafeInteger(value) && Math.abs(Number(value)) < latestSeconds,
};

/** By the `data_type` of an attribute. Values of other types are sent as they are. */
const types: Readonly<Record<string, ValueType>> = {
  string: {
    name: "text",
    convert: (value) =>
      typeof value === "number" || typeof value === "boolean" ? String(value) : value,
    fits: (value) => typeof value === "string",
  },
  integer: {
    name: "a whole number",
    convert: (value) => numberOf(value, /^[+-]?\d+(?:\.0+)?$/),
    fits: (value) => Number.isSafeInteger(value),
  },
  float: {
    name: "a number",
    convert: (value) => numberOf(value, /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i),
    fits: (value) => Number.isFinite(value),
  },
  boolean: {
    name: "true or false",
    convert: booleanOf,
    fits: (value) => typeof value === "boolean",
  },
  date,
  datetime: date,
};

/** Converts a value to the type of an attribute. What cannot be converted is returned as it is. */
export function convertValue(type: string, value: Json): Json {
  return types[type]?.convert(value) ?? value;
}

/** What a value should be, where it is not of the type of an attribute. */
export function misfit(type: string, value: Json): string | undefined {
  const known = types[type];
  return known === undefined || known.fits(value) ? undefined : known.name;
}

function numberOf(value: Json, form: RegExp): Json {
  return typeof value === "string" && form.test(value.trim()) ? Number(value) : value;
}

/** The forms in which databases write them. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...(["true", "t", "1"] as const).map((text) => [text, true] as const),
  ...(["false", "f", "0"] as const).map((text) => [text, false] as const),
]);

function booleanOf(value: Json): Json {
  if (typeof value !== "string" && typeof value !== "number") return value;
  return booleans.get(String(value).trim().toLowerCase()) ?? value;
}

const isoTime =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|([+-]\d\d)(?::?(\d\d))?)?)?$/i;

/** The Unix seconds of a text. A time without a zone is one of UTC, on each machine alike. */
function secondsOf(text: string): number | undefined {
  if (/^-?\d+$/.test(text)) return Number(text);
  const [, day, time = "00:00", , hours, minutes = "00"] = isoTime.exec(text) ?? [];
  // JavaScript reads 31 February as 3 March.
  if (day === undefined || !isDay(day)) return undefined;
  const zone = hours === undefined ? "Z" : `${hours}:${minutes}`;
  const ms = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
