import { expect, test } from "vitest";
import type { Block } from "../../../scripts/docs/blocks.ts";
import { compile } from "../../../scripts/docs/compile.ts";
import { clientCode, lowLevelCode } from "../../generate/reference/examples/client-code.ts";
import { inputOf } from "../../generate/reference/examples/input.ts";
import { createWorkspace } from "../../generate/reference/examples/run.ts";
import { createCode } from "../../generate/reference/markdown/pages.ts";
import { newest, versionNamed } from "./support.ts";

test("the examples compile, in the newest version, in an old one and in Preview", async () => {
  const { names } = await createWorkspace();
  const blocks: Block[] = [];
  for (const version of [versionNamed("2.7"), newest, versionNamed("Preview")]) {
    const calls: string[] = [];
    for (const method of version.methods) {
      const input = inputOf(method, names(method.method.operationId));
      calls.push(`{\n${clientCode(method, input)}\n}`, `{\n${lowLevelCode(method, input)}\n}`);
    }
    const code = [createCode(version), ...calls].join("\n");
    const file = `docs/reference-${version.slug}.md`;
    blocks.push({ file, line: 1, language: "ts", code, above: [] });
  }
  const problems = compile(blocks);
  expect(blocks.flatMap((block) => problems.get(block) ?? [])).toEqual([]);
}, 240_000);
