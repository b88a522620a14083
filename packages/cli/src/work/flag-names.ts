import { ConfigError } from "@interkit/client";
import { CliError } from "../errors/cli-error.ts";

/** What messages of `@interkit/jobs` and of the client call options, and what they are on the command line. */
const flagNames: readonly (readonly [option: RegExp, flag: string])[] = [
  [
    /^(?:pagesIn|contentPages|fromCsv): "(url|source|include|exclude|delimiter)" must/g,
    "--$1 must",
  ],
  [/, or a function that returns the address of a path$/g, ""],
  // It can be from the environment or a profile, too.
  [/^The option "baseUrl" must/g, "The base URL must"],
  [/^articles: "author_id" must/g, "--author must"],
  [/\bgive "parent" another one/g, "give another --collection"],
  [/ map: \{ "(.*?)": "(.*?)" \}/g, ' --map "$1=$2"'],
  [/(has no column ".+" of) map\b/g, "$1 --map or --ignore"],
  [/give fromCsv the option delimiter: "\\t"/g, "add --delimiter $$'\\t'"],
  [/give fromCsv the option delimiter: (".")/g, "add --delimiter $1"],
  [
    /dataAttributes\.create\(\{ name: (".*?"), model: "(\w+)", data_type: "(\w+)" \}\)/g,
    "`interkit data-attributes create --name $1 --model $2 --data-type $3`",
  ],
  [
    /dataAttributes\.update\((\d+), \{ archived: false \}\)/g,
    "`interkit data-attributes update $1 --archived false`",
  ],
  [/ map: \{ "(.*?)": false \}/g, ' --ignore "$1"'],
  [/give createSync "allowEmpty: true"/g, "add --allow-empty"],
  [/give createSync "allowSameTitles: true"/g, "add --allow-same-titles"],
  [/\(maxRemovals\)/g, "(--max-removals)"],
  [/\(maxRemovalShare\)/g, "(--max-removal-share)"],
  [/the approval "([\d@]+)"/g, "--approve $1"],
  [
    /apply: "approve" must be the approval of a plan, such as plan\.approval or "37@12"/g,
    "--approve takes the approval that a plan ended with, such as 37@12",
  ],
  [/contacts: "role" goes with matchBy: "email";/g, "--role goes with --match-by email;"],
  [/matchBy: "(\w+)"/g, "--match-by $1"],
  [/\brun with \{ restart: true \}/g, "add --restart"],
  [/\brestart: true\b/g, "--restart"],
  [
    // A command names the workspace by its id, so that a new token is no other one.
    /^The mirror is one of another workspace, region or token; .*/,
    "The copy is one of another workspace or region; use the --profile or the token that it was made with, or give --to another folder",
  ],
  [/use a client of 2\.17 or Preview/g, "add --api-version 2.17 or preview"],
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
