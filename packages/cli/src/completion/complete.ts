import type { Command } from "commander";
import { clients } from "../generated/clients.ts";
import { Profiles } from "../profiles/profiles.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { toTree } from "./tree.ts";

/** Prints the words that can follow: what the script of a shell runs on Tab. The last one may be incomplete. */
export async function complete(
  program: Command,
  words: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const values = { profile: await profileNames(terminal), version: Object.keys(clients) };
  toTree(program, values).parse(separate(words));
}

/** The library reads `--region=eu` as one word only where it is the last one. */
function separate(words: readonly string[]): string[] {
  const last = words.at(-1) ?? "";
  const others = words.slice(0, -1).flatMap((word) => {
    const [, name, value] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    return name === undefined || value === undefined ? word : [name, value];
  });
  return [...others, last];
}

/** Without a readable file there is nothing to propose. */
async function profileNames(terminal: Terminal): Promise<string[]> {
  try {
    return Object.keys((await new Profiles(terminal).read()).profiles);
  } catch {
    return [];
  }
}
