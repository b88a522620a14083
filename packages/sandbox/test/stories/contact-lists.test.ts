import { describe, expect, test } from "vitest";
import { firstError, type Json, workspace } from "../support/workspace.ts";

const ids = (body: Json): string[] => body.data.map(({ id }: { id: string }) => id);

describe("lists of contacts", () => {
  test("return pages of ten by default, newest first", async () => {
    const { send, sandbox } = await workspace();
    const made = Array.from(
      { length: 25 },
      (_, i) => sandbox.seed.contact({ created_at: 100 + i }).id,
    );
    const seen: string[] = [];
    let query = "";
    const sizes: number[] = [];
    do {
      const { body } = await send("GET", `/contacts${query}`);
      expect(body).toMatchObject({ total_count: 25, pages: { per_page: 10, total_pages: 3 } });
      expect(body.pages.page).toBe(sizes.length + 1);
      seen.push(...ids(body));
      sizes.push(body.data.length);
      const cursor = body.pages.next?.starting_after;
      query = cursor && `?starting_after=${encodeURIComponent(cursor)}`;
    } while (query);
    expect(sizes).toEqual([10, 10, 5]);
    expect(seen).toEqual(made.toReversed());
  });

  test("return contacts of the same second once each", async () => {
    const { send, sandbox } = await workspace();
    const made = Array.from({ length: 7 }, () => sandbox.seed.contact().id);
    const first = (await send("GET", "/contacts?per_page=4")).body;
    const cursor = encodeURIComponent(first.pages.next.starting_after);
    const second = (await send("GET", `/contacts?per_page=4&starting_after=${cursor}`)).body;
    expect([...ids(first), ...ids(second)].sort()).toEqual(made.sort());
  });

  test("skip contacts that were deleted between two pages", async () => {
    const { send, sandbox } = await workspace();
    const made = Array.from(
      { length: 4 },
      (_, i) => sandbox.seed.contact({ created_at: i + 1 }).id,
    );
    const first = (await send("GET", "/contacts?per_page=2")).body;
    await send("DELETE", `/contacts/${ids(first)[1]}`);
    const cursor = encodeURIComponent(first.pages.next.starting_after);
    const second = (await send("GET", `/contacts?per_page=2&starting_after=${cursor}`)).body;
    expect(ids(second)).toEqual([made[1], made[0]]);
  });

  test("refuse an unknown cursor", async () => {
    const { send } = await workspace();
    const refused = await send("GET", "/contacts?starting_after=nonsense");
    expect(firstError(refused)).toEqual({ status: 400, code: "client_error" });
  });

  test("a contact has ten of its notes, and the path of all notes", async () => {
    const { send, sandbox } = await workspace();
    const { id } = sandbox.seed.contact({ email: "ada@example.com" });
    for (let count = 1; count <= 12; count++) {
      await send("POST", `/contacts/${id}/notes`, { body: `Note ${count}` });
    }
    const { notes } = (await send("GET", `/contacts/${id}`)).body;
    expect(notes).toMatchObject({ url: `/contacts/${id}/notes`, total_count: 12, has_more: true });
    expect(notes.data).toHaveLength(10);
    expect(notes.data[0]).toEqual({ type: "note", id: "12", url: "/notes/12" });
    const all = (await send("GET", `/contacts/${id}/notes`)).body;
    expect(all.data).toHaveLength(12);
    expect(all.data[0]).toMatchObject({ id: "12", body: "<p>Note 12</p>" });
  });
});
