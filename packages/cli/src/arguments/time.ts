import { CliError } from "../errors/cli-error.ts";

/** The forms of a time on the command line, for help and messages. */
export const timeForms = "30d, 12h, 90m, 2026-11-01, 2026-11-01T10:00:00Z or Unix seconds";

const secondsIn: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
};

/**
 * Reads a time: `30d` is 30 days ago and `+30d` is in 30 days, with `s`, `m`, `h`, `d` or `w`; `now`; a date, or a
 * date and a time, in the time zone of this machine unless it has one; Unix seconds.
 *
 * @param option The option for messages, such as `--since`.
 * @throws {CliError} for any other text.
 */
export function parseTime(option: string, text: string, now: Date = new Date()): Date {
  const given = text.trim();
  const time = relativeTime(given, now) ?? unixTime(option, given) ?? calendarTime(given);
  if (time !== undefined && !Number.isNaN(time.getTime())) return time;
  throw new CliError(`${option}: "${text}" is no time; give ${timeForms}`);
}

/** Whether a text is a time relative to now, or a date: numbers alone can be anything. */
export function looksLikeTime(text: string): boolean {
  return /^(now|\+?\d+[smhdw]|\d{4}-\d\d-\d\d(T.*)?)$/.test(text.trim());
}

function relativeTime(text: string, now: Date): Date | undefined {
  if (text === "now") return now;
  const [, sign, count, unit = ""] = /^(\+?)(\d+)([smhdw])$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  const seconds = Number(count) * (secondsIn[unit] ?? 0);
  return new Date(now.getTime() + (sign === "+" ? seconds : -seconds) * 1000);
}

/** Nine or ten digits are from 1973 to 2286: fewer are a count without its unit. */
function unixTime(option: string, text: string): Date | undefined {
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000);
  if (!/^\d+$/.test(text)) return undefined;
  const mistake =
    text.length > 10
      ? `is in milliseconds; divide it by 1000`
      : `has no unit; give ${text}d for days, ${text}h for hours or ${text}m for minutes`;
  throw new CliError(`${option}: ${text} ${mistake}`);
}

/** Dates that do not exist, such as February 30, would become another day. */
function calendarTime(text: string): Date | undefined {
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
      text,
    );
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  if (!exists || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = parts[7];
  if (zone === undefined) return new Date(year, month - 1, day, hour, minute, second);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offsetOf(zone));
}

/** In milliseconds. */
function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === "-" ? -size : size;
}
