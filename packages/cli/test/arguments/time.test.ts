import { describe, expect, test } from "vitest";
import { looksLikeTime, parseTime } from "../../src/arguments/time.ts";

const now = new Date("2026-11-28T12:00:00Z");

function iso(text: string): string {
  return parseTime("--since", text, now).toISOString();
}

describe("a time is read from", () => {
  test.each([
    ["now", "2026-11-28T12:00:00.000Z"],
    ["30d", "2026-10-29T12:00:00.000Z"],
    ["12h", "2026-11-28T00:00:00.000Z"],
    ["90m", "2026-11-28T10:30:00.000Z"],
    ["45s", "2026-11-28T11:59:15.000Z"],
    ["2w", "2026-11-14T12:00:00.000Z"],
    ["+2h", "2026-11-28T14:00:00.000Z"],
    [" 1h ", "2026-11-28T11:00:00.000Z"],
    ["2026-11-01T10:00:00Z", "2026-11-01T10:00:00.000Z"],
    ["2026-11-01T10:00:00+01:00", "2026-11-01T09:00:00.000Z"],
    ["2026-11-01T10:00-0530", "2026-11-01T15:30:00.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["1717200000", "2024-06-01T00:00:00.000Z"],
    ["999999999", "2001-09-09T01:46:39.000Z"],
  ])("%s", (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  test("a date, at midnight in the time zone of this machine", () => {
    expect(iso("2026-11-01")).toBe(new Date(2026, 10, 1).toISOString());
    expect(iso("2026-11-01T10:30")).toBe(new Date(2026, 10, 1, 10, 30).toISOString());
    expect(iso("2026-11-01 10:30:15")).toBe(new Date(2026, 10, 1, 10, 30, 15).toISOString());
  });
});

test.each([
  ["yesterday", '--since: "yesterday" is no time; give 30d, 12h, 90m, 2026-11-01, '],
  ["", '--since: "" is no time'],
  ["2026-02-30", '--since: "2026-02-30" is no time'],
  ["2026-13-01", '--since: "2026-13-01" is no time'],
  ["2026-11-01T25:00:00Z", '--since: "2026-11-01T25:00:00Z" is no time'],
  ["-30d", '--since: "-30d" is no time'],
  ["99999999999999999999d", "is no time"],
  ["30", "--since: 30 has no unit; give 30d for days, 30h for hours or 30m for minutes"],
  ["1717200000000", "--since: 1717200000000 is in milliseconds; divide it by 1000"],
])("%j is refused", (text, message) => {
  expect(() => iso(text)).toThrow(message);
});

test("numbers and words do not look like times", () => {
  for (const text of ["30d", "now", "+1w", "2026-11-01", "2026-11-01T10:00:00Z"])
    expect(looksLikeTime(text), text).toBe(true);
  for (const text of ["30", "1717200000", "pro", "d", "2026"])
    expect(looksLikeTime(text), text).toBe(false);
});
