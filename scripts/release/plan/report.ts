import type { Plan, PlannedChange } from "./plan.ts";
import { reasonsOf, shownClasses, tally } from "./text.ts";
import { versionsText } from "./versions.ts";

/** The plan as Markdown, for a pull request. */
export function reportOf(plan: Plan, base: string, head: string): string {
  const lines = [
    "# What the changes of the description mean",
    "",
    `${head} compared with ${base}: **${tally(plan)}**.`,
    "",
  ];
  if (plan.changes.length > 0) lines.push(...summaryTable(plan), "");
  for (const note of plan.notes) lines.push(`- ${note}`);
  if (plan.notes.length > 0) lines.push("");
  for (const level of shownClasses) {
    const changes = plan.changes.filter((change) => change.class === level);
    if (changes.length === 0) continue;
    lines.push(`## ${level}`, "");
    for (const resource of new Set(changes.map((change) => change.resource))) {
      const listed = changes.filter((change) => change.resource === resource);
      lines.push(`### ${resource}`, "", "| change | versions | reason |", "|---|---|---|");
      for (const change of listed) lines.push(rowOf(change, plan.versions));
      lines.push("");
    }
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

function summaryTable({ changes }: Plan): string[] {
  const levels = shownClasses.slice(0, 3);
  const resources = [...new Set(changes.map(({ resource }) => resource))].sort();
  const count = (resource: string, level: string) =>
    changes.filter((change) => change.resource === resource && change.class === level).length;
  return [
    `| resource | ${levels.join(" | ")} |`,
    `|---|${levels.map(() => "---:").join("|")}|`,
    ...resources.map((resource) => {
      const counts = levels.map((level) => count(resource, level) || "");
      return `| ${cell(resource)} | ${counts.join(" | ")} |`;
    }),
  ];
}

function rowOf(change: PlannedChange, all: readonly string[]): string {
  const versions = versionsText(change.versions, all);
  return `| ${[change.message, versions, reasonsOf(change)].map(cell).join(" | ")} |`;
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
