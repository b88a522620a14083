import { ApiError } from "@interkit/client";
import { createIntercom as create16 } from "@interkit/client/2.16";
import { createIntercom as create17, query } from "@interkit/client/2.17";
import { createIntercom as createLatest } from "@interkit/client/latest";
import { createSandbox } from "@interkit/sandbox";
import { afterAll, describe, expect, test } from "vitest";

const time = 1_717_200_000;
const sandbox = createSandbox({ clock: () => time * 1000 });
const server = await sandbox.listen({ port: 0 });
afterAll(() => server.close());

const options = { token: "test-token", baseUrl: server.url };
const [v16, v17] = [create16(options), create17(options)];

describe("over HTTP, 2.17", () => {
  test("lists the activities of contacts after the last event that was read", async () => {
    const { id } = await v17.contacts.create({ role: "lead" });
    const seen = await v17.contacts.activities.list().collect({ limit: 100 });
    expect(seen.at(-1)).toMatchObject({ event_type: "contact.created", contact_id: id });
    const starting_after = seen.at(-1)?.id ?? "";
    expect(await v17.contacts.activities.list({ starting_after }).collect({ limit: 100 })).toEqual(
      [],
    );
    await v17.contacts.update(id, { role: "user" });
    await v17.contacts.delete(id);
    const since: string[] = [];
    for await (const event of v17.contacts.activities.list({ starting_after, per_page: 1 })) {
      since.push(event.event_type);
    }
    expect(since).toEqual(["contact.role_updated", "contact.deleted"]);
  });

  test("lists deleted contacts, page by page", async () => {
    const made = new Set<string>();
    for (let count = 0; count < 5; count++) {
      const { id } = await v17.contacts.create({ role: "lead" });
      await v17.contacts.archive(id);
      made.add(id);
    }
    const gone = await v17.contacts.deleted.list({ per_page: 2 }).collect({ limit: 100 });
    const archived = gone.filter(({ status }) => status === "archived").map(({ id }) => id);
    expect(new Set(archived)).toEqual(made);
  });

  test("compares the times of contacts by the second, where 2.16 compares days", async () => {
    const { id } = await v17.contacts.create({ email: "ada@example.com", signed_up_at: time });
    const at = (second: number) => ({
      query: query.contacts.eq("signed_up_at", second),
    });
    const found16 = await v16.contacts.search(at(time + 1)).collect({ limit: 10 });
    expect(found16.map((contact) => contact.id)).toEqual([id]);
    const found17 = async (second: number) =>
      (await v17.contacts.search(at(second)).collect({ limit: 10 })).map((contact) => contact.id);
    expect(await found17(time + 1)).toEqual([]);
    expect(await found17(time)).toEqual([id]);
  });

  test("has folders, which 2.16 does not have", async () => {
    const { id } = await v17.folders.create({ folder: { name: "Guides" } });
    expect((await v17.folders.get(id)).name).toBe("Guides");
    const { response } = await v16.client.GET("/me");
    expect(response.headers.get("Intercom-Version")).toBe("2.16");
    const response16 = await fetch(`${server.url}/folders`, {
      headers: { Authorization: "Bearer test-token", "Intercom-Version": "2.16" },
    });
    expect(response16.ok).toBe(false);
  });
});

test("the module latest sends 2.16", async () => {
  const { response } = await createLatest(options).client.GET("/me");
  expect(response.headers.get("Intercom-Version")).toBe("2.16");
  await expect(createLatest(options).contacts.get("activities")).rejects.toThrow(ApiError);
});
