import { expect, test } from "vitest";
import type { Block } from "../../../scripts/docs/blocks.ts";
import { isPrinted } from "./support/output.ts";
import { outputOf, type WrittenPage } from "./support/pages.ts";
import { runCommands, runProgram } from "./support/run.ts";

const block = (language: string, info: string, code: string): Block => {
  return { file: "page.md", line: 1, language, info, code, above: [] };
};
const page = (...blocks: Block[]): WrittenPage => ({ file: "page.md", blocks });

test("a program reads the files that its page shows, and a sandbox answers it", async () => {
  const file = block("csv", 'title="data/people.csv"', "email\nada@example.com\n");
  const program = block(
    "ts",
    "program",
    `import { readFileSync } from "node:fs";
     import { createIntercom } from "@interkit/client/2.16";
     const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
     const email: string = readFileSync("data/people.csv", "utf8").split("\\n")[1] ?? "";
     console.log((await intercom.contacts.create({ role: "user", email })).email);`,
  );
  const ended = await runProgram(program, page(file, program));
  expect(ended).toEqual({ exitCode: 0, stdout: "ada@example.com\n", stderr: "" });
});

test("the mark acme gives a program and commands a workspace with data", async () => {
  const program = block(
    "ts",
    "program acme",
    `import { createIntercom } from "@interkit/client/2.16";
     const intercom = createIntercom({ token: "test-token" });
     console.log((await intercom.contacts.list({ per_page: 3 }).collect({ limit: 3 })).length);`,
  );
  expect((await runProgram(program, page(program))).stdout).toBe("3\n");
  const commands = block("sh", "run acme", "npx interkit contacts list --limit 3 | wc -l\n");
  expect((await runCommands(commands, page(commands))).stdout.trim()).toBe("3");
});

test("a program that fails, or sends to another host, ends with its error", async () => {
  const program = block("ts", "program", 'await fetch("https://example.com/");');
  const { exitCode, stderr } = await runProgram(program, page(program));
  expect(exitCode).toBe(1);
  expect(stderr).toContain("sends nothing to example.com");
});

test("commands end at the first one that fails", async () => {
  const commands = block("sh", "run", "interkit contacts lst\necho more\n");
  const { exitCode, stdout } = await runCommands(commands, page(commands));
  expect([exitCode, stdout]).toEqual([2, ""]);
});

test("the output of a program is the block behind it, where … stands for any text", () => {
  const program = block("ts", "program", "");
  const output = block("text", "output", "1 of …\ndone (2)\n");
  expect(outputOf(program, page(program, output))).toBe(output.code);
  expect(outputOf(output, page(program, output))).toBe(undefined);
  expect(isPrinted(output.code, "1 of 3\nmore\ndone (2)\n")).toBe(true);
  expect(isPrinted(output.code, "1 of 3\ndone (2)\nmore\n")).toBe(false);
});
