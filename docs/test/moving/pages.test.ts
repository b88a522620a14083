import { describe, expect, test } from "vitest";
import { type Major, rows, surface } from "../../../packages/codemod/src/table/index.ts";
import { callThere } from "../../generate/moving/calls.ts";
import { pages } from "../../generate/moving/pages.ts";

const all = pages();

describe.each([3, 4, 5, 6, 7] satisfies Major[])("moving/from-%i", (major) => {
  const page = all.find(({ path }) => path === `moving/from-${major}`);
  const lines = page?.body.split("\n") ?? [];

  test("has a line for every method, with a method of Interkit or a reason", () => {
    for (const row of rows(major)) {
      const call = callThere(row).replace(/^unstable\./, "");
      const [, here, differs] = lineOf(lines, row.vendor, call)?.split(" | ") ?? [];
      const named = here?.includes(`${row.target?.method}(`);
      expect([row.vendor, named || (differs?.length ?? 0) > 10]).toEqual([row.vendor, true]);
    }
    const cells = lines.filter((line) => line.startsWith("| `") && line.includes("("));
    expect(cells.length).toBeGreaterThanOrEqual(rows(major).length);
  });

  test("has every option, error, helper and type", () => {
    const body = page?.body ?? "";
    const missing = surface(major).filter(({ kind, vendor }) => {
      const name =
        kind === "enum" ? (vendor.split(".").at(-1) ?? "") : vendor.replace("Intercom.", "");
      return !body.includes(`\`${name}\``) && !body.includes(`\`${vendor}\``);
    });
    expect(missing).toEqual([]);
  });

  test("has headings that go down one step at a time, and no empty cell for a call", () => {
    const levels = lines.flatMap((line) => /^(#+) /.exec(line)?.[1]?.length ?? []);
    const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 1) + 1);
    expect(jumps).toEqual([]);
    expect(lines.filter((line) => line.startsWith("|  |"))).toEqual([]);
  });
});

/** The line of a method: the names under `unstable` are those of the stable ones in part. */
function lineOf(lines: readonly string[], vendor: string, call: string): string | undefined {
  const title = vendor.startsWith("unstable.") ? `### ${vendor.split(".", 2).join(".")}` : "";
  const from = title === "" ? 0 : lines.indexOf(title);
  return lines.slice(from).find((one) => one.startsWith(`| \`${call}\` |`));
}
