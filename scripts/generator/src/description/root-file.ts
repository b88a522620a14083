import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { DescriptionError } from "./problems.ts";

/**
 * The root file of the description in a folder: the file beside `resources` that has
 * `x-api-versions`, whatever its name is.
 *
 * @throws {DescriptionError} when there is none, or more than one.
 */
export function rootFileIn(folder: string): string {
  const files = globSync("*.yaml", { cwd: folder, ignore: "extensions.yaml" }).sort();
  const roots = files.filter((file) =>
    /^x-api-versions:/m.test(readFileSync(path.join(folder, file), "utf8")),
  );
  const [root] = roots;
  if (root !== undefined && roots.length === 1) return root;
  const found =
    roots.length === 0 ? "no file has x-api-versions" : `${roots.join(" and ")} have it`;
  throw new DescriptionError([
    {
      position: undefined,
      mistake: `the root file of the description is not clear: ${found}`,
      fix: `list the API versions as x-api-versions in one file of ${folder}`,
    },
  ]);
}
