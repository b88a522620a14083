import { type Major, rows, surface } from "../../../packages/codemod/src/table/index.ts";
import { releases } from "../../../packages/codemod/src/table/vendor/releases.ts";
import type { Page } from "../page.ts";
import { methodTables } from "./methods.ts";
import { surfaceTables } from "./surface.ts";

const majors: readonly Major[] = [7, 6, 5, 4, 3];

/** A page for each major version of `intercom-client`, with every method of it. */
export function pages(): Page[] {
  return majors.map((major, index) => ({
    path: `moving/from-${major}`,
    title: `From intercom-client ${major}`,
    description: `Every method, option, error and type of intercom-client ${major}, and what replaces it.`,
    body: [introduction(major), methodTables(rows(major)), surfaceTables(surface(major))].join(
      "\n\n",
    ),
    frontmatter: { sidebar: { order: 10 + index }, tableOfContents: { maxHeadingLevel: 3 } },
  }));
}

function introduction(major: Major): string {
  const all = rows(major);
  const mechanical = all.filter((row) => row.mechanical === true).length;
  const none = all.filter(({ target }) => target === undefined).length;
  const without = none === 0 ? "" : ` ${none} have no equal, and the table has the reason.`;
  const camelCase =
    major < 6
      ? " The keys are written in camelCase there, and as the API has them here: `perPage` is `per_page`."
      : "";
  return `\`intercom-client\` ${releases[major].version} has ${all.length} methods. The [codemod](/moving/) rewrites calls
of ${mechanical} of them.${without} Each method was called to find out which request it sends, and a test sends the
requests of both clients.

A call is written after the client: \`client\` there, \`intercom\` here. Here the path parameters come first, by
position; then the query of a GET or the body of anything else; then options.${camelCase} What else is not the same is in
the last column. [What behaves otherwise](/moving/behaviour/) has what no signature shows.`;
}
