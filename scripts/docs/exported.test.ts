import { expect, test } from "vitest";
import { type Exported, exported } from "./exported.ts";

const all = exported();

/** Functions that throw no error of their own, whatever their arguments are. */
const throwingNothing = [
  "abortError",
  "apiError",
  "cachedFacts",
  "callInfoOf",
  "isGone",
  "logTo",
  "memoryState",
  "memoryTarget",
  "mergedInto",
  "onAbort",
  "diagnostics",
  "openTelemetry",
  "objectOf",
  "operationFacts",
  "operationRoutes",
  "submit",
];

/** The names of what breaks a rule. */
function breaking(rule: (one: Exported) => boolean): string[] {
  return all.filter((one) => !rule(one)).map(({ name }) => name);
}

test("the check finds functions, classes, types and their members", () => {
  const found = new Map(all.map(({ name, kind }) => [name, kind]));
  expect(found.get("@interkit/pagination paginate")).toBe("function");
  expect(found.get("@interkit/client ApiError")).toBe("class");
  expect(found.get("@interkit/client ApiError.status")).toBe("member");
  expect(found.get("@interkit/core/redis RedisStoreOptions")).toBe(undefined);
  expect(found.get("@interkit/client RedisStoreOptions")).toBe("type");
});

test("everything that is exported, and every member of it, has a docstring", () => {
  expect(breaking(({ words }) => words !== "")).toEqual([]);
});

test("every function, class and value that is exported has an example", () => {
  const rule = ({ kind, tags }: Exported) =>
    kind === "type" || kind === "member" || tags.includes("example");
  expect(breaking(rule)).toEqual([]);
});

test("every exported function documents what it throws", () => {
  const silent = all
    .filter(({ kind, tags }) => kind === "function" && !tags.includes("throws"))
    .map(({ name }) => name.split(" ")[1]);
  expect(silent.sort()).toEqual(throwingNothing.sort());
});

test("the docstring of a name with a unit of time states the unit", () => {
  const unit = /Ms$/;
  expect(breaking(({ name, words }) => !unit.test(name) || /milliseconds/i.test(words))).toEqual(
    [],
  );
  const seconds = /Seconds$/;
  expect(breaking(({ name, words }) => !seconds.test(name) || /seconds/i.test(words))).toEqual([]);
});
