import path from "node:path";
import { readApi } from "../reference/model/api.ts";
import { Behaviour } from "./behaviour.ts";

/** The written page about upgrades, which has a generated table. */
export const upgradePage: string = path.resolve(
  import.meta.dirname,
  "../../src/content/pages/versions/upgrade.md",
);

const place = /(<!-- behaviour: [^\n]* -->\n).*(\n<!-- \/behaviour -->)/s;

/**
 * The page with the table of all changes of behaviour between the two comments that mark its place.
 *
 * @throws {Error} for a page without these comments.
 */
export function withBehaviour(page: string): string {
  if (!place.test(page)) throw new Error("The page has no comments around the table of behaviour.");
  const versions = readApi().versions.map(({ name }) => name);
  const table = new Behaviour(versions).tableOfAll();
  return page.replace(place, (_, begin: string, end: string) => `${begin}\n${table}\n${end}`);
}
