import { ConfigError } from "@interkit/core";

/** Creating a format takes long. */
const formats = /* @__PURE__ */ new Map<string, Intl.DateTimeFormat>();

/**
 * The local time of a time zone less UTC, in milliseconds.
 *
 * @throws {ConfigError} for an unknown time zone.
 */
export function offsetAt(ms: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get("era") === "BC" ? 1 - part("year") : part("year");
  const local = new Date(0);
  local.setUTCFullYear(year, part("month") - 1, part("day"));
  local.setUTCHours(part("hour"), part("minute"), part("second"));
  // The parts have no milliseconds.
  return local.getTime() - Math.floor(ms / 1000) * 1000;
}

function formatOf(timeZone: unknown): Intl.DateTimeFormat {
  // Without a time zone, the format would have that of the machine.
  if (typeof timeZone !== "string" || timeZone === "") {
    throw new ConfigError('A time zone must be given as an IANA name, such as "Europe/Dublin"');
  }
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
    return format;
  } catch (cause) {
    throw new ConfigError(
      `"${timeZone}" is no time zone of this platform: give an IANA name, such as "Europe/Dublin"`,
      { cause },
    );
  }
}
