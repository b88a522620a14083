import { expect } from "vitest";
import type { ClaimContext } from "./claims.ts";
import type { Json } from "./workspace.ts";

/** Checks the limits of a search: 15 filters in a group, and two levels of groups. */
export async function checkNestingLimits(
  { send }: ClaimContext,
  search: string,
  filter: Json,
): Promise<void> {
  const group = (count: number, one: Json) => ({
    operator: "AND",
    value: Array.from({ length: count }, () => one),
  });
  const status = async (query: Json) => (await send(search, { query })).status;
  expect(await status(group(15, filter))).toBe(200);
  expect(await status(group(16, filter))).toBe(400);
  expect(await status(group(2, group(2, filter)))).toBe(200);
  expect(await status(group(2, group(2, group(2, filter))))).toBe(400);
}
