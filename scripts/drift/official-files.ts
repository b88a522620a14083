import { statSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { OfficialFileError } from "../official/read.ts";

/**
 * The files that are named, and the YAML and JSON files in the folders that are named.
 *
 * @throws {OfficialFileError} where there is no such file or folder.
 */
export function officialFiles(named: readonly string[]): string[] {
  return named.flatMap((name) => {
    const found = statSync(name, { throwIfNoEntry: false });
    if (found === undefined) {
      throw new OfficialFileError(`${name} cannot be read: give the path of an OpenAPI file`);
    }
    if (!found.isDirectory()) return [name];
    const options = { cwd: name, ignore: ["**/node_modules/**"] };
    const files = globSync("**/*.{yaml,yml,json}", options);
    return files.sort().map((file) => path.join(name, file));
  });
}
