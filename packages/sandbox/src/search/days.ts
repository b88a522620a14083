/** The calendar days of a time zone. */
export interface Days {
  /** The day of a time in Unix seconds, as a number that grows by 86,400 with each day. */
  dayOf(seconds: number): number;
  /** The first second of a day, and the first second after it. The range may be too large. */
  rangeOf(day: number): readonly [from: number, to: number];
}

const secondsPerDay = 86_400;

const floorToDay = (seconds: number) => Math.floor(seconds / secondsPerDay) * secondsPerDay;

/** The days in UTC. */
export const utcDays: Days = {
  dayOf: floorToDay,
  rangeOf: (day) => [day, day + secondsPerDay],
};

/** No offset changes by more than this in a day, except where a zone crosses the date line. */
const maxChange = secondsPerDay;

class ZoneDays implements Days {
  readonly #format: Intl.DateTimeFormat;
  /** The offsets at both ends of a UTC day, by the day. */
  readonly #offsets = new Map<number, readonly [start: number, end: number]>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      era: "short",
    });
  }

  dayOf(seconds: number): number {
    return floorToDay(seconds + this.#offsetAt(seconds));
  }

  rangeOf(day: number): readonly [number, number] {
    const start = day - this.#offsetAt(day);
    return [start - maxChange, start + secondsPerDay + maxChange];
  }

  /** The local time less UTC, in seconds. */
  #offsetAt(seconds: number): number {
    if (!Number.isFinite(seconds)) return 0;
    const day = floorToDay(seconds);
    const known = this.#offsets.get(day);
    const [start, end] = known ?? [this.#read(day), this.#read(day + secondsPerDay)];
    if (!known) this.#offsets.set(day, [start, end]);
    // Reading an offset takes long; most days have one.
    return start === end ? start : this.#read(seconds);
  }

  #read(seconds: number): number {
    const parts: Record<string, string> = {};
    try {
      for (const { type, value } of this.#format.formatToParts(seconds * 1000)) parts[type] = value;
    } catch {
      // The time is none that a `Date` can represent.
      return 0;
    }
    const { year, month, day, hour, minute, second, era } = parts;
    const fullYear = era === "BC" ? 1 - Number(year) : Number(year);
    const local = new Date(0);
    local.setUTCFullYear(fullYear, Number(month) - 1, Number(day));
    local.setUTCHours(Number(hour), Number(minute), Number(second));
    return Math.round(local.getTime() / 1000 - Math.floor(seconds));
  }
}

const zones = new Map<string, Days>();

/** The calendar days of a time zone, which is an IANA name. */
export function daysIn(timeZone: string): Days {
  const known = zones.get(timeZone);
  if (known) return known;
  const days = /^(Etc\/)?(UTC|GMT)$/.test(timeZone) ? utcDays : new ZoneDays(timeZone);
  zones.set(timeZone, days);
  return days;
}
