import { createIntercom, query } from "@interkit/client/2.16";
import {
  fromUnixSeconds,
  searchDays,
  startOfDay,
  toUnixSeconds,
} from "@interkit/client/helpers/times";
import { ConfigError } from "@interkit/core";
import { createSandbox } from "@interkit/sandbox";
import fc from "fast-check";
import { expect, test } from "vitest";

test("seconds and Dates are converted both ways", () => {
  const date = new Date("2026-01-01T00:00:00.999Z");
  expect(toUnixSeconds(date)).toBe(1_767_225_600);
  expect(toUnixSeconds(1_767_225_600.5)).toBe(1_767_225_600);
  expect(toUnixSeconds(new Date(-1))).toBe(-1);
  expect(fromUnixSeconds(1_767_225_600)).toEqual(new Date("2026-01-01"));
  expect([fromUnixSeconds(null), fromUnixSeconds(undefined)]).toEqual([null, null]);
  expect(fromUnixSeconds(0)).toEqual(new Date(0));
});

test("milliseconds and what is no time are refused", () => {
  for (const convert of [toUnixSeconds, fromUnixSeconds] as ((time: unknown) => unknown)[]) {
    expect(() => convert(1_767_225_600_000)).toThrow(ConfigError);
    expect(() => convert(Date.now())).toThrow(/milliseconds; Intercom counts in seconds/);
    expect(() => convert(Number.NaN)).toThrow(/a Date or a number of Unix seconds/);
    expect(() => convert("2026-01-01")).toThrow(/a Date or a number of Unix seconds/);
  }
  expect(() => toUnixSeconds(new Date("soon"))).toThrow(/invalid Date/);
});

test.each([
  ["2026-06-01T12:00:00Z", "UTC", 0, "2026-06-01T00:00:00.000Z"],
  ["2026-06-01T03:59:59Z", "America/New_York", 0, "2026-05-31T04:00:00.000Z"],
  ["2026-06-01T04:00:00Z", "America/New_York", 0, "2026-06-01T04:00:00.000Z"],
  ["2026-03-08T12:00:00Z", "America/New_York", 1, "2026-03-09T04:00:00.000Z"],
  ["2026-03-08T12:00:00Z", "America/New_York", 0, "2026-03-08T05:00:00.000Z"],
  ["2026-11-01T12:00:00Z", "America/New_York", 1, "2026-11-02T05:00:00.000Z"],
  ["2026-01-31T12:00:00Z", "Asia/Kathmandu", 1, "2026-01-31T18:15:00.000Z"],
  // The clocks went from 0:00 to 1:00.
  ["2018-11-04T12:00:00Z", "America/Sao_Paulo", 0, "2018-11-04T03:00:00.000Z"],
  // The clocks went from 0:00 back to 23:00, so that the day before had 25 hours.
  ["2018-02-18T12:00:00Z", "America/Sao_Paulo", 0, "2018-02-18T03:00:00.000Z"],
  // The clocks went from 1:00 back to 0:00: the day begins at the first midnight.
  ["2025-11-02T12:00:00Z", "America/Havana", 0, "2025-11-02T04:00:00.000Z"],
  ["-000100-01-01T12:00:00Z", "UTC", 1, "-000100-01-02T00:00:00.000Z"],
  // There was no 30 December.
  ["2011-12-29T12:00:00Z", "Pacific/Apia", 1, "2011-12-30T10:00:00.000Z"],
])("a day starts at its first moment: %s in %s, %i days on", (time, timeZone, days, expected) => {
  expect(startOfDay(new Date(time), timeZone, days).toISOString()).toBe(expected);
});

test("the start of a day is its first moment, in every time zone", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  const formats = new Map<string, Intl.DateTimeFormat>();
  const dayOf = (date: Date, timeZone: string) => {
    const known = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone });
    formats.set(timeZone, known);
    return known.format(date);
  };
  const times = fc.integer({ min: 0, max: 2_000_000_000 });
  fc.assert(
    fc.property(times, fc.constantFrom(...zones), (seconds, timeZone) => {
      const time = new Date(seconds * 1000);
      const start = startOfDay(seconds, timeZone);
      expect(dayOf(start, timeZone)).toBe(dayOf(time, timeZone));
      expect(dayOf(new Date(start.getTime() - 1), timeZone) < dayOf(start, timeZone)).toBe(true);
      expect(start.getTime()).toBeLessThanOrEqual(time.getTime());
      const next = startOfDay(time, timeZone, 1);
      expect(startOfDay(new Date(next.getTime() - 1), timeZone)).toEqual(start);
    }),
    { numRuns: 300 },
  );
});

test("an unknown time zone and days that are no whole number are refused", () => {
  expect(() => startOfDay(0, "Middle/Earth")).toThrow(/"Middle\/Earth" is no time zone/);
  expect(() => startOfDay(0, "Middle/Earth")).toThrow(ConfigError);
  expect(() => startOfDay(0, undefined as unknown as string)).toThrow(/as an IANA name/);
  expect(() => startOfDay(0, "UTC", 0.5)).toThrow(/days as a whole number/);
  expect(() => startOfDay(0, "UTC", 1e12)).toThrow(/more days than a Date can represent/);
  expect(() => searchDays({ from: 2, to: 1 }, "UTC")).toThrow(/ends before it begins/);
});

test("a range that ends with a day leaves out the next day", () => {
  const from = new Date("2026-01-01T06:00:00Z");
  const range = (to: string) => searchDays({ from, to: new Date(to) }, "UTC");
  const after = new Date("2025-12-31");
  const before = new Date("2026-01-03");
  expect(range("2026-01-03T00:00:00.000Z")).toEqual({ after, before });
  expect(range("2026-01-02T00:00:00.001Z")).toEqual({ after, before });
  expect(range("2026-01-03T00:00:00.001Z")).toEqual({ after, before: new Date("2026-01-04") });
  expect(searchDays({ from }, "UTC")).toEqual({ after });
});

test("a search by the workspace's days finds every contact of a range", async () => {
  const timezone = "America/Los_Angeles";
  const sandbox = createSandbox({ workspaces: [{ id: "w", token: "any", timezone }] });
  const intercom = createIntercom({ token: "any", fetch: sandbox.fetch });
  const at = Array.from({ length: 96 }, (_, hour) => 1_767_225_600 + hour * 3600);
  for (const created_at of at) sandbox.workspaces.get("w").seed.contact({ created_at });
  const { app } = await intercom.admins.identify();
  expect(app?.timezone).toBe(timezone);
  const { gt, lt, and } = query.contacts;
  for (const [first, end] of [
    [20, 60],
    [32, 56],
    [40, 41],
    [40, 40],
  ] as const) {
    const [from, to] = [at[first] ?? 0, at[end] ?? 0];
    const { after, before = new Date(0) } = searchDays({ from, to }, timezone);
    const days = and(gt("created_at", after), lt("created_at", before));
    const found = await intercom.contacts.search({ query: days }).collect({ limit: 150 });
    const times = found.map(({ created_at }) => created_at);
    expect(times).toEqual(expect.arrayContaining(at.slice(first, end)));
    // Of each end, at most the rest of the day is found.
    expect(times.length).toBeLessThan(end - first + 48);
  }
  const { after } = searchDays({ from: at[50] ?? 0 }, timezone);
  const open = intercom.contacts.search({ query: gt("created_at", after) });
  const times = (await open.collect({ limit: 150 })).map(({ created_at }) => created_at);
  expect(times).toEqual(expect.arrayContaining(at.slice(50)));
});
