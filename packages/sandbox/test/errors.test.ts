import { expect, test } from "vitest";
import { contactErrors } from "./support/errors/contacts.ts";
import { contentErrors } from "./support/errors/content.ts";
import { conversationErrors } from "./support/errors/conversations.ts";
import { fillIds, type Table } from "./support/errors/table.ts";
import { workspaceErrors } from "./support/errors/workspace.ts";
import { workspace } from "./support/workspace.ts";

const tables: Readonly<Record<string, Table>> = {
  people: contactErrors,
  talk: conversationErrors,
  content: contentErrors,
  desk: workspaceErrors,
};

test.each(Object.entries(tables))(
  "what goes wrong with %s has the status and the code that are documented",
  async (_name, { prepare, rows }) => {
    const space = await workspace("Preview");
    const ids = await prepare(space);
    const answers: Record<string, string> = {};
    const documented: Record<string, string> = {};
    for (const row of rows) {
      const [request, error, body] = fillIds(row, ids);
      const [method = "", path = ""] = request.split(" ");
      const got = await space.send(method, path, body);
      const label = [row[0], row[2] && JSON.stringify(row[2]).slice(0, 180)].join(" ").trim();
      // Some errors are not lists.
      const { code } = got.body?.errors?.[0] ?? { code: got.body?.error_key };
      answers[label] = `${got.status} ${code}`;
      documented[label] = error;
    }
    expect(Object.keys(documented)).toHaveLength(rows.length);
    expect(answers).toEqual(documented);
  },
);
