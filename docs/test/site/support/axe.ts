import axe from "axe-core";
import type { Page } from "playwright-core";

/** Whether scripts have made code and tables that scroll reachable with the keyboard, which they do later. */
function isSettled(): boolean {
  const scrolled = [...document.querySelectorAll(".sl-markdown-content :is(pre, table)")].filter(
    (element) => element.checkVisibility() && element.scrollWidth > element.clientWidth,
  );
  return scrolled.every((element) => element.hasAttribute("tabindex"));
}

/** What axe finds in a page that is serious or critical: the rule, and where. */
export async function seriousProblems(page: Page): Promise<string[]> {
  await page.waitForFunction(isSettled);
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
