import { type Command, Option } from "commander";
import type { ValueType } from "../arguments/value-type.ts";
import { operatorNames } from "../arguments/where.ts";
import type { Operation } from "../catalog/operation.ts";
import { type Field, kebabCase } from "./fields.ts";
import { needsConfirmation } from "./request.ts";
import type { RunFlags } from "./run-operation.ts";

/** The options of an operation's command, and a function that reads them. */
export function addOptions(
  command: Command,
  operation: Operation,
  fields: readonly Field[],
): () => RunFlags {
  const { selectedBy } = operation;
  const own = ownOptions(operation);
  const taken = new Set([...globalOptions(command), ...own].map(({ long }) => long));
  const options = fields
    .filter(({ name }) => selectedBy.length !== 1 || selectedBy[0] !== name)
    .map((field) => [field, optionOf(field)] as const)
    .filter(([, { long }]) => !taken.has(long));
  for (const [, option] of options) command.addOption(option.helpGroup("Options:"));
  for (const option of own) command.addOption(option.helpGroup("Further options:"));
  return () => {
    const given = command.opts<Omit<RunFlags, "fields">>();
    const texts = options.map(([{ name }, option]) => {
      return [name, (command.getOptionValue(option.attributeName()) ?? []) as string[]] as const;
    });
    return { ...given, fields: new Map(texts) };
  };
}

/** The options of the whole command line, which apply to every command and take their names. */
function globalOptions(command: Command): Option[] {
  const { parent } = command;
  return [...(parent === null ? [] : globalOptions(parent)), ...command.options];
}

function optionOf({ name, type, isRequired, description }: Field): Option {
  const flags = `--${kebabCase(name)} ${placeholderOf(type)}`;
  const required = isRequired ? "(required)" : "";
  const words = [description, wordsOf(type), required].filter(Boolean);
  const option = new Option(flags, words.join(" ")).argParser(collect);
  // For completion; values are checked where all of them are.
  option.argChoices = [...choicesOf(type)];
  return type.kind === "boolean" ? option.preset("true") : option;
}

function placeholderOf(type: ValueType): string {
  if (type.kind === "boolean") return "[boolean]";
  if (type.kind === "list") return `<${type.items.kind}…>`;
  return `<${type.kind}>`;
}

function choicesOf(type: ValueType): readonly string[] {
  if (type.kind === "boolean") return ["true", "false"];
  const single = type.kind === "list" ? type.items : type;
  return single.kind === "choice" ? single.choices : [];
}

function wordsOf(type: ValueType): string {
  const choices = type.kind === "boolean" ? [] : choicesOf(type);
  const listed = choices.length > 0 ? `One of: ${choices.join(", ")}.` : "";
  const repeats = type.kind === "list" ? "Give it again for each value." : "";
  return [listed, repeats].filter(Boolean).join(" ");
}

function ownOptions(operation: Operation): Option[] {
  const { body, isRead, isList, isDownload, search } = operation;
  const options: Option[] = [];
  const add = (flags: string, description: string): Option => {
    const option = new Option(flags, description);
    options.push(option);
    return option;
  };
  if (search !== undefined) {
    add(
      "--where <comparison>",
      `A comparison, such as 'created_at > 30d'; several must all match. Operators: ${operatorNames(search)}. Fields: ${Object.keys(search.fields).join(", ")}.`,
    ).argParser(collect);
    add("--any", "One of the comparisons has to match.");
    add("--sort <field:order>", "The order, such as created_at:desc.");
  } else if (body !== undefined && body.files.length === 0) {
    add(
      "--set <name=value>",
      "Another property, such as custom_attributes.plan=pro; =null clears it.",
    ).argParser(collect);
  }
  if (body !== undefined && body.files.length === 0) {
    add("--data <json>", "The whole body; @file.json reads a file, and - stdin.");
  }
  if (isList) {
    add("--limit <count>", "How many items are printed (50).");
    add("--all", "Print all items.");
    add("--columns <names>", "The columns of the table, such as id,created_at.");
  }
  if (isDownload) add("--out <file>", "The file to write; stdout when left out.");
  if (!isRead) add("--dry-run", "Print what would be sent, and send nothing.");
  if (needsConfirmation(operation)) add("--yes", "Do not ask first.");
  return options;
}

function collect(text: string, others: readonly string[] = []): string[] {
  return [...others, text];
}
