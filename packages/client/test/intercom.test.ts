import { inspect } from "node:util";
import { ApiError, type FetchInit, type ListOptions } from "@interkit/client";
import { createIntercom as createOlder } from "@interkit/client/2.7";
import { createIntercom } from "@interkit/client/2.16";
import { createIntercom as createUnstable } from "@interkit/client/unstable";
import { createSandbox } from "@interkit/sandbox";
import { describe, expect, test, vi } from "vitest";
import { formatRequest, setup } from "./support/setup.ts";

const ada = { role: "user", email: "ada@example.com", name: "Ada Lovelace" } as const;

describe("intercom", () => {
  test("creates, reads, changes and deletes a contact", async () => {
    const { intercom } = setup();
    const { id } = await intercom.contacts.create(ada);
    await intercom.contacts.update(id, { name: null });
    expect(await intercom.contacts.get(id)).toMatchObject({ id, email: ada.email, name: null });
    await expect(intercom.contacts.delete(id)).resolves.toMatchObject({ id, deleted: true });
    await expect(intercom.contacts.get(id)).rejects.toBeInstanceOf(ApiError);
  });

  test("calls methods of groups with path parameters in path order", async () => {
    const { intercom, sandbox, sent } = setup();
    const contact = await intercom.contacts.create(ada);
    const tag = sandbox.seed.tag({ name: "VIP" });
    await intercom.contacts.tags.attach(contact.id, { id: tag.id });
    const names = [];
    for await (const { name } of intercom.contacts.tags.list(contact.id)) names.push(name);
    await intercom.contacts.tags.detach(contact.id, tag.id);
    expect(names).toEqual(["VIP"]);
    expect(formatRequest(sent.at(-1) as Request)).toBe(
      `DELETE /contacts/${contact.id}/tags/${tag.id}`,
    );
  });

  test("iterates over more than one page, also a second time", async () => {
    const { intercom, sandbox, sent } = setup();
    for (let number = 0; number < 5; number += 1) sandbox.seed.contact({ name: `n${number}` });
    const list = intercom.contacts.list({ per_page: 2 });
    expect(sent).toHaveLength(0);
    for (const _ of [1, 2]) {
      const ids = new Set<string>();
      for await (const contact of list) ids.add(contact.id);
      expect(ids.size).toBe(5);
    }
    expect(sent).toHaveLength(6);
  });

  test("reads pages ahead as the options of a list state", async () => {
    const sandbox = createSandbox();
    for (let n = 0; n < 100; n += 1) sandbox.seed.article({ title: `Article ${n}` });
    const intercom = createIntercom({ token: "token", fetch: sandbox.fetch });
    const takeOne = async (options: ListOptions) => {
      sandbox.requests.clear();
      await intercom.articles.list({}, options)[Symbol.asyncIterator]().next();
    };
    const requested = () => sandbox.requests.list().length;
    await takeOne({ concurrency: 2 });
    await vi.waitFor(() => expect(requested()).toBe(3), { timeout: 60_000 });
    await takeOne({ concurrency: 1 });
    await vi.waitFor(() => expect(requested()).toBe(2), { timeout: 60_000 });
    await takeOne({ prefetch: 0 });
    expect(requested()).toBe(1);
    const misplaced = () => intercom.companies.list({ prefetch: 0 } as object);
    expect(misplaced).toThrow('takes "prefetch" in its options, which come after the query');
    await expect(intercom.companies.get("1", { prefetch: 0 } as object)).rejects.toThrow(
      'has no option "prefetch"',
    );
  });

  test("sends a query beside a body from the options", async () => {
    const { intercom, sent } = setup();
    const { id } = await intercom.contacts.create(ada);
    const options = { query: { include_merge_history: true } };
    await intercom.contacts.update(id, { name: "Countess" }, options);
    const url = new URL((sent.at(-1) as Request).url);
    expect(url.search).toBe("?include_merge_history=true");
    expect(await (sent.at(-1) as Request).json()).toEqual({ name: "Countess" });
  });

  test("throws an ApiError with the route, the status and the code", async () => {
    const { intercom } = setup();
    await intercom.contacts.create(ada);
    const error = await intercom.contacts.create(ada).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      kind: "api",
      status: 409,
      code: "conflict",
      route: "POST /contacts",
    });
  });

  test("a list throws the same errors when it is iterated", async () => {
    const { intercom } = setup();
    const list = intercom.contacts.tags.list("5ba682d23d7cf92bef87bfd4");
    await expect(list.collect({ limit: 1 })).rejects.toMatchObject({
      name: "ApiError",
      status: 404,
      route: "GET /contacts/{contact_id}/tags",
    });
  });

  test("sends the version of its import", async () => {
    const versions: (string | null)[] = [];
    const sandbox = createSandbox();
    const options = {
      token: "test-token",
      fetch: (url: string, init: FetchInit) => {
        const request = new Request(url, init);
        versions.push(request.headers.get("intercom-version"));
        return sandbox.fetch(request);
      },
    };
    await createOlder(options).contacts.create(ada);
    await createUnstable(options).contacts.list().collect({ limit: 1 });
    expect(versions).toEqual(["2.7", "Unstable"]);
  });

  test("has the low-level client as a property, with the same options", async () => {
    const { intercom, sent } = setup();
    const { error, response } = await intercom.client.GET("/contacts/{contact_id}", {
      params: { path: { contact_id: "5ba682d23d7cf92bef87bfd4" } },
    });
    expect(error?.type).toBe("error.list");
    expect(response.status).toBe(404);
    expect(sent).toHaveLength(1);
  });
});

describe("in a console", () => {
  test("a resource shows its methods by name", () => {
    const { intercom } = setup();
    const shown = inspect(intercom.contacts, { depth: 1 });
    expect(shown).toContain("list: [Function: contacts.list]");
    expect(shown).toContain("attach: [Function: contacts.companies.attach]");
  });

  test("the client shows its version and resources, and no token", () => {
    const { intercom } = setup();
    const shown = inspect(intercom, { depth: 9, showHidden: false });
    expect(shown).toContain("[Intercom 2.16]");
    expect(shown).toContain("contacts:");
    expect(shown).not.toContain("test-token");
    expect(JSON.stringify(intercom)).not.toContain("test-token");
    expect(inspect(intercom, { depth: 9, showHidden: true })).not.toContain("test-token");
  });

  test("neither the client nor its parts are thenable", async () => {
    const { intercom } = setup();
    expect(await intercom).toBe(intercom);
    expect(await intercom.contacts).toBe(intercom.contacts);
    expect("then" in intercom.contacts.list()).toBe(false);
  });
});
