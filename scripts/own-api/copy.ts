import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { copied } from "./copied.ts";

/** A mistake in how the command was called. */
export class CopyError extends Error {
  override readonly name = "CopyError";
}

/** What is written by hand for the example, in the places where a new repository has it. */
const EXAMPLE = "examples/own-api";

/** The words that the new name replaces, in capitals, in lower case and as they are. */
const WORDS = ["Interkit", "Pedal"];

/** Of the client, the names of the API too: `createIntercom`. */
const CLIENT_WORDS = [...WORDS, "Intercom"];

/**
 * Starts a repository for another API in a folder: copies what every API needs, and adds the example
 * with its description. All names become those of the new API.
 *
 * @param name The name of the API, such as `Harbour`: the packages are `@harbour/client` and so on.
 * @returns The files, from the folder.
 * @throws {CopyError} for a name that is no identifier, and for a folder that is not empty.
 */
export function copyTree(root: string, target: string, name: string): string[] {
  if (!/^[A-Z][a-z0-9]*$/.test(name)) {
    throw new CopyError(
      `The name ${JSON.stringify(name)} cannot be one of types and packages; give a capital letter and lower-case letters, such as Harbour`,
    );
  }
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new CopyError(`The folder ${target} is not empty; name a new one`);
  }
  const sources = new Map<string, string>();
  for (const { from, without = [] } of copied) {
    for (const file of filesOf(path.join(root, from), without)) {
      sources.set(path.posix.join(from, file), path.join(root, from, file));
    }
  }
  // The example comes last: it replaces the files that are particular to an API.
  const example = path.join(root, EXAMPLE);
  for (const file of filesOf(example, ["README.md"])) sources.set(file, path.join(example, file));
  return [...sources].map(([file, source]) => {
    const words = file.startsWith("packages/client/") ? CLIENT_WORDS : WORDS;
    const renamed = rename(file, words, name);
    const text = rename(readFileSync(source, "utf8"), words, name);
    mkdirSync(path.dirname(path.join(target, renamed)), { recursive: true });
    writeFileSync(path.join(target, renamed), text);
    return renamed;
  });
}

/** The files in a folder, or nothing below a path that is a file itself. */
function filesOf(folder: string, without: readonly string[]): string[] {
  if (statSync(folder).isFile()) return [""];
  const ignore = [
    "**/generated/**",
    "**/dist/**",
    "**/node_modules/**",
    "**/.turbo/**",
    ...without,
  ];
  return globSync("**/*", { cwd: folder, ignore, dot: true })
    .filter((file) => file !== "test-results.json")
    .sort();
}

function rename(text: string, words: readonly string[], name: string): string {
  return words.reduce(
    (result, word) =>
      result
        .replaceAll(word, name)
        .replaceAll(word.toLowerCase(), name.toLowerCase())
        .replaceAll(word.toUpperCase(), name.toUpperCase()),
    text,
  );
}
