import { ConfigError } from "@interkit/client";
import { CliError } from "../errors/cli-error.ts";

/** What messages of `@interkit/jobs` and of the client call options, and what they are on the command line. */
const flagNames: readonly (readonly [option: RegExp, flag: string])[] = [
  [/^(?:pagesIn|contentPages|fromCsv): "(url|source|include|exclude|delimiter)" must/, "--$1 must"],
  [/, or a function that returns the address of a path$/, ""],
  // It can be from the environment or a profile, too.
  [/^The option "baseUrl" must/, "The base URL must"],
  [/^articles: "author_id" must/, "--author must"],
  [/\bgive "parent" another one/, "give another --collection"],
  [/ map: \{ "(.*?)": "(.*?)" \}/, ' --map "$1=$2"'],
  [/ map: \{ "(.*?)": false \}/, ' --ignore "$1"'],
  [/give createSync "allowEmpty: true"/, "add --allow-empty"],
  [/give createSync "allowSameTitles: true"/, "add --allow-same-titles"],
  [/\(maxRemovals\)/, "(--max-removals)"],
  [/\(maxRemovalShare\)/, "(--max-removal-share)"],
  [/the approval "([\d@]+)"/, "--approve $1"],
  [
    /apply: "approve" must be the approval of a plan, such as plan\.approval or "37@12"/,
    "--approve takes the approval that a plan ended with, such as 37@12",
  ],
  [/contacts: "role" goes with matchBy: "email";/, "--role goes with --match-by email;"],
  [/matchBy: "(\w+)"/, "--match-by $1"],
  [/\brun with \{ restart: true \}/, "add --restart"],
  [/\brestart: true\b/, "--restart"],
  [/use a client of 2\.17 or Preview/, "add --api-version 2.17 or preview"],
];

/** Such a message with the names of flags. */
export function withFlagNames(text: string): string {
  return flagNames.reduce((named, [option, flag]) => named.replace(option, flag), text);
}

/**
 * Does work of `@interkit/jobs`.
 *
 * @throws {CliError} in place of a `ConfigError`, with the names of flags.
 */
export async function naming<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new CliError(withFlagNames(cause.message), undefined, { cause });
  }
}
