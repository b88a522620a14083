import { expect, test } from "vitest";
import { interkit } from "./support/interkit.ts";

test("the help fits into 80 columns", async () => {
  const { code, stdout } = await interkit(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain("Usage: interkit");
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});

test("a mistake in the command line is one line with a suggestion, and exit code 2", async () => {
  const { code, stdout, stderr } = await interkit(["--regoin", "eu"]);
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: unknown option '--regoin' (Did you mean --region?)\n",
  });
});

test("--version prints the version of the package", async () => {
  const { stdout } = await interkit(["--version"]);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("a token as an argument is refused, and not repeated", async () => {
  for (const args of [
    ["--token", "dG9rOnNlY3JldA=="],
    ["contacts", "list", "--token=dG9rOnNlY3JldA=="],
  ]) {
    const { code, stderr } = await interkit(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: --token is refused: .*set INTERCOM_TOKEN.*\n$/);
    expect(stderr).not.toContain("dG9r");
  }
});
