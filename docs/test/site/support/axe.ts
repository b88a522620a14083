import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds in a page that is serious or critical: the rule, and where. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"] }),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary = "" }) => {
        const [, reason = ""] = failureSummary.split("\n");
        return `${id}: ${target.join(" ")}: ${reason.trim()}`;
      }),
    );
}
