import { expect, test } from "vitest";
import { editedFiles, guides, mostEdits, readGuides } from "./guides.ts";

test("CONTRIBUTING.md has each guide, with no more files to edit than it should need", () => {
  const edits = guides().map(({ title, steps }) => [title, editedFiles(steps).length] as const);
  expect(edits.map(([title]) => title)).toEqual(Object.keys(mostEdits));
  for (const [title, count] of edits) {
    expect(count, title).toBeLessThanOrEqual(mostEdits[title] ?? 0);
  }
});

test("a guide without steps is refused", () => {
  expect(() => readGuides("## Add a field\n\nWrite it down.\n")).toThrow(
    'CONTRIBUTING.md has no guide "Add a field" with steps',
  );
});

test("patches and commands are steps, in their order, and comments are left out", () => {
  const section = (title: string) =>
    `## ${title}\n\n\`\`\`diff\n--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-1\n+2\n\`\`\`\n\n` +
    "```sh\nnpm run generate   # some seconds\n```\n";
  const [guide] = readGuides(Object.keys(mostEdits).map(section).join("\n"));
  expect(guide?.steps).toEqual([
    { patch: "--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n-1\n+2\n" },
    { command: ["npm", "run", "generate"] },
  ]);
  expect(editedFiles(guide?.steps ?? [])).toEqual(["x.ts"]);
});
