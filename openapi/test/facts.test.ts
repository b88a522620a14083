import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { checkRecorded, example, jsonLines, recordedCall } from "./support.ts";

const tag = { type: "tag", id: "17513", name: "Independent" };

describe("facts", () => {
  const file = jsonLines(
    recordedCall("GET /tags", { type: "list", data: [tag, { ...tag, applied_at: null }] }),
    recordedCall("GET /conversations/1", {
      ...example("GET /conversations/{conversation_id}"),
      tags: { type: "tag.list", tags: [] },
      custom_attributes: { "Cat of Ada": 1.5 },
    }),
  );

  test("are entries of the ledger, without a value", async () => {
    const { lines, text } = await checkRecorded(file, "--facts");
    const month = new Date().toISOString().slice(0, 7);
    const start = lines.indexOf("- schema: Tag");
    expect(lines.slice(start, start + 11)).toEqual([
      "- schema: Tag",
      "  source: recorded",
      "  from: recordings of one workspace",
      `  seen: "${month}"`,
      '  versions: "2.16"',
      "  samples: 2",
      "  properties:",
      "    applied_at: null | absent",
      "    id: string",
      "    name: string",
      "    type: string",
    ]);
    expect(text).toContain("    state: [open]");
    expect(text).not.toMatch(/17513|Independent|Cat|Ada/);
  });

  test("go into a file on request, with another source", async () => {
    const target = path.join(mkdtempSync(path.join(tmpdir(), "facts-")), "facts.yaml");
    const options = ["--facts", target, "--source", "stated", "--from", "a colleague"];
    const { code, lines } = await checkRecorded(file, ...options);
    expect({ code, lines }).toEqual({
      code: 0,
      lines: ["2 responses checked, 0 with contradictions"],
    });
    expect(readFileSync(target, "utf8")).toContain("  source: stated\n  from: a colleague\n");
  });

  test("have the types of array elements, also when one array is empty", async () => {
    const admin = example("GET /admins/{admin_id}");
    const one = (team_ids: number[]) => recordedCall("GET /admins/1", { ...admin, team_ids });
    const { text } = await checkRecorded(jsonLines(one([]), one([514])), "--facts");
    expect(text).toContain("    team_ids: array\n    team_ids[]: integer\n");
  });

  test("of a part of a response have the place of that part", async () => {
    const part = recordedCall("GET /admins/activity_logs", "https://x", { at: "/pages/next" });
    const one = recordedCall("GET /tags", tag, { at: "/data/*" });
    const { lines } = await checkRecorded(jsonLines(part, one), "--facts");
    const [pages, tags] = lines.join("\n").split(/(?=- schema: Tag)/);
    expect(pages).toContain("  samples: 1\n  partial: true\n  properties:\n    next: string");
    expect(tags).toContain("  samples: 1\n  properties:\n    id: string");
  });
});
