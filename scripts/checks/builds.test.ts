import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root, turbo } from "../turbo.mjs";

interface Task {
  readonly taskId: string;
  readonly command: string;
  readonly directory: string;
  readonly dependencies: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const planned = turbo(["run", "build", "mcp-docs", "--dry-run=json"], {
  stdio: ["ignore", "pipe", "inherit"],
  encoding: "utf8",
  maxBuffer: 2 ** 28,
});
const { tasks } = JSON.parse(String(planned.stdout)) as { tasks: Task[] };
const GENERATE = "interkit-generator#generate";
const generator = path.join(root, "scripts/generator");
const builds = tasks.filter(
  ({ taskId, command }) => taskId.endsWith("#build") && command !== "<NONEXISTENT>",
);

/** The files that turbo hashes for a task, from the repository's root. */
const inputsOf = ({ directory, inputs }: Task): string[] =>
  Object.keys(inputs).map((file) => path.posix.join(directory, file));

function taskOf(id: string): Task {
  const found = tasks.find(({ taskId }) => taskId === id);
  if (!found) throw new Error(`turbo runs no ${id}`);
  return found;
}

test("generating depends on every file that the generator imports", () => {
  const inputs = new Set(inputsOf(taskOf(GENERATE)));
  const imported = importsOf(path.join(generator, "src/main.ts"));
  const unseen = [...imported].map((file) => path.relative(root, file)).filter(notIn(inputs));
  expect(unseen).toEqual([]);
});

test("writing pages depends on every file that the writers import", () => {
  const docs = path.join(root, "docs");
  for (const [id, file] of [
    ["interkit-docs#pages", "generate/main.ts"],
    ["interkit-docs#mcp-docs", "generate/machines/main.ts"],
  ] as const) {
    const inputs = new Set(inputsOf(taskOf(id)));
    const imported = importsOf(path.join(docs, file));
    const unseen = [...imported].map((one) => path.relative(root, one)).filter(notIn(inputs));
    // What is generated follows from the task before it.
    expect(unseen.filter((one) => !one.includes("/generated/"))).toEqual([]);
  }
});

test("a build does not wait for pages", () => {
  for (const { taskId, dependencies } of builds) {
    expect(
      dependencies.filter((id) => id.startsWith("interkit-docs#")),
      taskId,
    ).toEqual([]);
  }
});

test("tools, documents and tests are no inputs of generating and building", () => {
  const foreign = [taskOf(GENERATE), ...builds]
    .flatMap(inputsOf)
    .filter((file) => !file.startsWith("scripts/generator/src/"))
    .filter((file) => /^scripts\/(?!generator\/(package|turbo)\.json)|\.md$|\/test\//.test(file));
  expect(foreign).toEqual([]);
});

test("a build waits for the builds of its package's dependencies, and for no others", () => {
  const waits = builds.map(({ taskId, dependencies }) => [
    taskId,
    dependencies.filter((id) => id.endsWith("#build")).sort(),
  ]);
  const needs = builds.map(({ taskId, directory }) => {
    const { dependencies = {} } = manifestIn(directory);
    // Of the description, a package reads what is generated: its build makes a command alone.
    const own = Object.keys(dependencies).filter((name) => name !== "@interkit/openapi");
    return [
      taskId,
      own
        .filter((name) => name.startsWith("@interkit/"))
        .map((name) => `${name}#build`)
        .sort(),
    ];
  });
  expect(waits).toEqual(needs);
  for (const { dependencies } of builds) expect(dependencies).toContain(GENERATE);
});

const notIn = (known: ReadonlySet<string>) => (file: string) => !known.has(file);

function manifestIn(directory: string): Manifest {
  return JSON.parse(readFileSync(path.join(root, directory, "package.json"), "utf8")) as Manifest;
}

/** A file and the files that it imports, and they import, for more than types. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, names, target] of text.matchAll(
    /^(?:import|export) ([^"';]*?)from "(\.[^"]+)";/gm,
  )) {
    if (!names?.startsWith("type ")) importsOf(path.resolve(file, "..", target ?? ""), seen);
  }
  return seen;
}
