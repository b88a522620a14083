import { describe, expect, test } from "vitest";
import { blocksOfSource, isTypeScript } from "./blocks.ts";
import { compile } from "./compile.ts";
import { clientModules, exampleProgram, generatedModules, methodsIn } from "./methods.ts";

const programs = clientModules().map(exampleProgram);
const factories = generatedModules().flatMap(blocksOfSource).filter(isTypeScript);
const problems = compile([...programs, ...factories]);

test("there is a module of the client for each API version", () => {
  expect(programs.length).toBeGreaterThanOrEqual(11);
});

test("the functions that create a client, or the methods of a resource, have examples", () => {
  expect([...new Set(factories.map(({ file }) => file))]).toEqual(generatedModules());
  expect(factories.flatMap((block) => problems.get(block))).toEqual([]);
});

describe.each(clientModules())("the methods of %s", (file) => {
  const methods = methodsIn(file);
  const lacking = (rule: (method: (typeof methods)[number]) => boolean) =>
    methods.filter((method) => !rule(method)).map(({ name }) => name);

  test("begin with a sentence, and name their operation", () => {
    expect(methods.length).toBeGreaterThanOrEqual(100);
    expect(lacking(({ words }) => /^[A-Z][^`]*?\.\s(?:.|\n)*`[A-Z]+ \/\S*`/.test(words))).toEqual(
      [],
    );
  });

  test("document their result, unless they have none", () => {
    const says = lacking(({ tags, result }) => {
      return result === "Call<void>" || /^\S.*\.$/s.test(tags.get("returns") ?? "");
    });
    expect(says).toEqual([]);
  });

  test("document the statuses with which they fail", () => {
    const says = /^\{ApiError\} \d{3}(, \d{3})*$/;
    expect(lacking(({ tags }) => says.test(tags.get("throws") ?? ""))).toEqual([]);
  });

  test("have an example that calls them, and that compiles", () => {
    const calls = lacking(({ name, tags }) => {
      return (tags.get("example") ?? "").includes(`.${name.split(".").at(-1)}(`);
    });
    expect(calls).toEqual([]);
    expect(problems.get(programs.find((program) => program.file === file) as never)).toEqual([]);
  });
});
