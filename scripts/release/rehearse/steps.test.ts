import { expect, test } from "vitest";
import { CannotRun, Failure, refuse, Steps, Stopped } from "./steps.ts";

test("a failed step shows its one line, and the others are done all the same", async () => {
  const steps = new Steps(() => {});
  await steps.check("first", async () => {
    refuse(["package-lock.json is old: run `npm install --package-lock-only`"]);
    return "never";
  });
  await steps.check("second", async () => "fine");
  expect(steps.closingLine()).toBe("1 passed, 1 failed, 0 skipped");
  expect(steps.failed).toBe(true);
  expect(steps.table().split("\n").at(-1)).toBe(
    "failed: first: package-lock.json is old: run `npm install --package-lock-only`",
  );
});

test("a step that others need ends the rehearsal when it fails", async () => {
  const steps = new Steps(() => {});
  const needed = steps.need("first", () => Promise.reject(new Failure("no")));
  await expect(needed).rejects.toThrow(Stopped);
  expect(steps.closingLine()).toBe("0 passed, 1 failed, 0 skipped");
});

test("what cannot be installed here is skipped by name", async () => {
  const steps = new Steps(() => {});
  await steps.check("yarn", () => Promise.reject(new CannotRun("yarn cannot be installed here")));
  expect(steps.closingLine()).toBe("0 passed, 0 failed, 1 skipped");
  expect(steps.failed).toBe(false);
  expect(steps.table()).toContain("skipped: yarn: yarn cannot be installed here");
});

test("of a program that failed, the line with the error is shown", async () => {
  const steps = new Steps(() => {});
  const stderr = "npm notice\nnpm error code E404\nnpm error a log";
  await steps.check("npm", () => Promise.reject(Object.assign(new Error("failed"), { stderr })));
  expect(steps.table()).toContain("failed: npm: npm error code E404");
});
