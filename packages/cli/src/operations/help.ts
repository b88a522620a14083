import type { Argument, Command, Help } from "commander";

/** Where the description of an option begins, and the width of a text that needs a line of its own. */
const column = 26;

/**
 * Formats the help of a command with long options: where an option is too long, its description is on the next
 * line, so that descriptions have room in a window of 80 columns.
 */
export function useOperationHelp(command: Command): void {
  command.configureHelp({
    showGlobalOptions: false,
    optionDescription: ({ description }) => description,
    commandUsage: usageOf,
    subcommandTerm: (child) => [child.name(), ...child.registeredArguments.map(termOf)].join(" "),
    formatItem(this: Help, term, _termWidth, description, helper) {
      const width = Math.max(60, helper.helpWidth ?? 80);
      if (description === "") return `  ${term}`;
      const lines = helper.boxWrap(description, width - column).split("\n");
      const rest = lines.map((line) => `${" ".repeat(column)}${line}`);
      if (helper.displayWidth(term) > column - 4) return [`  ${term}`, ...rest].join("\n");
      return [`  ${term.padEnd(column - 2)}${lines[0]}`, ...rest.slice(1)].join("\n");
    },
  });
}

function termOf(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

/** The arguments of a command with a long name are on a line of their own. */
function usageOf(command: Command): string {
  const names: string[] = [];
  for (let place: Command | null = command; place !== null; place = place.parent) {
    names.unshift(place.name());
  }
  const start = [...names, "[options]"].join(" ");
  const more = command.commands.length > 0 ? "[command]" : "";
  const rest = [...command.registeredArguments.map(termOf), more].filter(Boolean).join(" ");
  const isLong = start.length + rest.length > 70;
  return `${start}${isLong ? "\n        " : " "}${rest}`.trimEnd();
}
