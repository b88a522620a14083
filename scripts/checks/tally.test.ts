import { expect, test } from "vitest";
import { closingLine, tally } from "./tally.ts";

const ok = { exitCode: 0, seconds: 1, cached: false };
const bad = { ...ok, exitCode: 1 };
const results = {
  numPassedTests: 5,
  numFailedTests: 0,
  testResults: [
    {
      assertionResults: [
        { fullName: "adds", status: "passed" },
        { fullName: "draws in a browser", status: "skipped" },
        { fullName: "flies", status: "todo" },
      ],
    },
  ],
};

test("a task of tests counts its tests, any other task counts as one", () => {
  const planned = [{ id: "core#build" }, { id: "core#test", results: "core.json" }];
  const ran = planned.map(({ id }) => ({ ...ok, id }));
  expect(closingLine(tally(planned, ran, () => results))).toBe("6 passed, 0 failed, 2 skipped");
});

test("skipped tests are listed by name", () => {
  const planned = [{ id: "core#test", results: "core.json" }];
  const [row] = tally(planned, [{ ...ok, id: "core#test" }], () => results);
  expect(row?.skipped).toEqual(["draws in a browser", "flies"]);
});

test("a check that fails counts as one failure", () => {
  const rows = tally([{ id: "//#lint" }], [{ ...bad, id: "//#lint" }], () => undefined);
  expect(closingLine(rows)).toBe("0 passed, 1 failed");
});

test("a task that was never reached counts as failed", () => {
  expect(closingLine(tally([{ id: "core#build" }], [], () => undefined))).toBe(
    "0 passed, 1 failed",
  );
});

test("tests that wrote no results count as failed, even when their task ended well", () => {
  const planned = [{ id: "core#test", results: "core.json" }];
  const rows = tally(planned, [{ ...ok, id: "core#test" }], () => undefined);
  expect(closingLine(rows)).toBe("0 passed, 1 failed");
});

test("a file that could not be loaded counts as failed beside the tests that passed", () => {
  const planned = [{ id: "core#test", results: "core.json" }];
  const rows = tally(planned, [{ ...bad, id: "core#test" }], () => results);
  expect(closingLine(rows)).toBe("5 passed, 1 failed, 2 skipped");
});
