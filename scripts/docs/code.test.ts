import { describe, expect, test } from "vitest";
import {
  type Block,
  blocksOfDocument,
  blocksOfSource,
  documents,
  isTypeScript,
  sources,
} from "./blocks.ts";
import { compile } from "./compile.ts";

const inDocuments = documents().flatMap(blocksOfDocument).filter(isTypeScript);
const inDocstrings = sources().flatMap(blocksOfSource).filter(isTypeScript);
const problems = compile([...inDocuments, ...inDocstrings]);

describe("every TypeScript block of the documents compiles", () => {
  test.each(inDocuments.map(named))("%s", (_, block) => {
    expect(problems.get(block)).toEqual([]);
  });
});

describe("every example of the docstrings compiles", () => {
  test.each(inDocstrings.map(named))("%s", (_, block) => {
    expect(problems.get(block)).toEqual([]);
  });
});

describe("the check itself", () => {
  const block = (code: string, above: Block[] = []): Block => {
    return { file: "README.md", line: 7 + above.length, language: "ts", code, above };
  };

  test("reports a mistake with the line of the document", () => {
    const wrong = block('const one = 1;\nconst two: number = "2";\n');
    expect(compile([wrong]).get(wrong)).toEqual([
      "README.md:8: Type 'string' is not assignable to type 'number'.",
    ]);
  });

  test("resolves the names of the blocks above, until a block declares its own", () => {
    const first = block("const name = 1;\nconst other = true;\n");
    const second = block('const name = "two";\nconst both: [string, boolean] = [name, other];\n', [
      first,
    ]);
    expect(compile([second]).get(second)).toEqual([]);
  });

  test("reports a name that no block has declared", () => {
    const alone = block("console.log(nowhere);\n");
    expect(compile([alone]).get(alone)).toEqual(["README.md:7: Cannot find name 'nowhere'."]);
  });
});

function named(block: Block): [string, Block] {
  return [`${block.file}:${block.line}`, block];
}
