import type { Command } from "commander";
import { suggestion } from "../arguments/closest.ts";
import type { Catalog, Operation } from "../catalog/catalog.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { exampleOf } from "./examples.ts";
import { fieldsOf, kebabCase } from "./fields.ts";
import { useOperationHelp } from "./help.ts";
import { addOptions } from "./options.ts";
import type { RunFlags } from "./run-operation.ts";

/**
 * Adds the operations of a resource to its command, such as `list` and `companies attach` to `contacts`.
 *
 * @param resource Its name in the ids of operations, such as `aiContent`.
 */
export function addResource(command: Command, resource: string, catalog: Catalog, cli: Cli): void {
  const operations = catalog.operations.filter(({ id }) => id.startsWith(`${resource}.`));
  addGroup(command, resource, operations, catalog, cli);
}

/** The most used operations come first, and the groups last. */
const first = ["list", "search", "get", "create", "update", "delete"];

function addGroup(
  command: Command,
  place: string,
  operations: readonly Operation[],
  catalog: Catalog,
  cli: Cli,
): void {
  const members = new Map<string, Operation[]>();
  for (const operation of operations) {
    const name = operation.id.slice(place.length + 1).split(".")[0] ?? "";
    members.set(name, [...(members.get(name) ?? []), operation]);
  }
  const isGroup = (name: string) => members.get(name)?.[0]?.id !== `${place}.${name}`;
  const rank = (name: string) =>
    isGroup(name)
      ? first.length + 1
      : (first.indexOf(name) + first.length + 1) % (first.length + 1);
  const names = [...members.keys()].sort((a, b) => rank(a) - rank(b));
  for (const name of names) {
    const child = command.command(kebabCase(name));
    const [operation, ...more] = members.get(name) ?? [];
    if (operation === undefined) continue;
    if (!isGroup(name)) addOperation(child, operation, catalog, cli);
    else {
      const inner = [operation, ...more];
      const verbs = inner.map(({ id }) => kebabCase(id.split(".").at(-1) ?? ""));
      child.description(`Commands: ${[...new Set(verbs)].join(", ")}`);
      addGroup(child, `${place}.${name}`, inner, catalog, cli);
    }
  }
  useGroupAction(command);
}

/** Without a command, a group prints what it has. */
function useGroupAction(command: Command): void {
  useOperationHelp(command);
  command.allowExcessArguments().action(() => {
    const [unknown] = command.args;
    if (unknown === undefined) return command.outputHelp();
    const names = command.commands.map((child) => child.name());
    const meant = suggestion(unknown, names);
    const fix = meant === "" ? `; its commands are ${names.join(", ")}` : meant;
    throw new CliError(`"${command.name()}" has no command "${unknown}"${fix}`);
  });
}

function addOperation(command: Command, operation: Operation, catalog: Catalog, cli: Cli): void {
  const { parameters, summary, description, docs } = operation;
  const fields = fieldsOf(operation, catalog.schemas);
  command.summary(summary).description([summary, description].filter(Boolean).join("\n\n"));
  for (const parameter of parameters) {
    if (parameter.in === "path")
      command.argument(`<${kebabCase(parameter.name)}>`, parameter.description);
  }
  const readFlags = addOptions(command, operation, fields);
  useOperationHelp(command);
  const example = exampleOf(operation, fields);
  const reference = docs === undefined ? "" : `\n\nReference:\n  ${docs}`;
  command.addHelpText("after", `\nExample:\n  $ ${example}${reference}`);
  command.action(async () => {
    await run(operation, catalog, command.args, readFlags(), cli);
  });
}

/** What runs an operation is loaded by then, so that help is fast. */
async function run(
  operation: Operation,
  catalog: Catalog,
  path: readonly string[],
  flags: RunFlags,
  cli: Cli,
): Promise<void> {
  const { runOperation } = await import("./run-operation.ts");
  await runOperation(operation, catalog, path, flags, cli);
}
