import { RootCommand, type Command as TabCommand } from "@bomb.sh/tab";
import type { Argument, Command, Option } from "commander";
import { printable } from "../terminal/printable.ts";

/** The values that options and arguments can have beside the choices that they name, by the name of the value. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** Shells interpret other characters, so that a proposed value with one could run as a program. */
const isSafe = (value: string) => /^[\w@%+=:,./-]+$/.test(value);

/** The commands below a program, with their options and those of the program, as the library completes them. */
export function toTree(program: Command, values: KnownValues): RootCommand {
  const root = new RootCommand();
  addOptions(root, program, values);
  const add = (command: Command, path: string): void => {
    for (const child of program.createHelp().visibleCommands(command)) {
      const place = `${path}${child.name()}`;
      const added = root.command(place, printable(child.summary() || child.description()));
      addOptions(added, program, values);
      addOptions(added, child, values);
      for (const argument of child.registeredArguments) addArgument(added, argument, values);
      add(child, `${place} `);
    }
  };
  add(program, "");
  return root;
}

function addOptions(target: TabCommand, command: Command, values: KnownValues): void {
  for (const option of command.createHelp().visibleOptions(command)) {
    const name = option.long?.replace(/^--/, "");
    if (name === undefined) continue;
    const short = option.short?.replace(/^-/, "");
    const description = printable(option.description);
    if (!option.required && !option.optional) {
      target.option(name, description, short);
      continue;
    }
    const found = option.argChoices ?? values[valueName(option)] ?? [];
    target.option(name, description, proposer(found), short);
  }
}

/** `profile` of `--profile <profile>`. */
const valueName = ({ flags }: Option) => /[<[]([\w-]+)/.exec(flags)?.[1] ?? "";

function addArgument(target: TabCommand, argument: Argument, values: KnownValues): void {
  const found = argument.argChoices ?? values[argument.name()] ?? [];
  target.argument(argument.name(), proposer(found), argument.variadic);
}

function proposer(found: readonly string[]) {
  return (complete: (value: string, description: string) => void): void => {
    for (const value of found.filter(isSafe)) complete(value, "");
  };
}
