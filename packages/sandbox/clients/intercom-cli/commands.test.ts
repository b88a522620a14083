import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { differs, type Json, listenForTest, testClient } from "../test-client.ts";
import { commandLine } from "./command-line.ts";

testClient("@intercom/cli 0.9.0", (client) => {
  async function start(options?: Parameters<typeof listenForTest>[0], token?: string) {
    const bench = await listenForTest(options);
    const intercom = await commandLine(client(), bench.url, token);
    /** Runs a command that must succeed, and returns its output. */
    const good = async (...args: string[]): Promise<Json> => {
      const { code, err, json } = await intercom.run(...args, "--json");
      expect(`${code} ${err}`).toBe("0 ");
      return json;
    };
    return { ...bench, ...intercom, good };
  }

  test("returns the current admin", async () => {
    const { good, run } = await start();
    const me = await good("me");
    expect(me).toMatchObject({ type: "admin", app: { type: "app" } });
    expect((await run("me", "--human")).out).toContain(me.app.id_code);
    const { snippet } = await good("messenger", "snippet");
    expect(snippet).toContain(me.app.id_code);
  });

  test("logs in with a token, and stores it", async () => {
    const { run } = await start({}, "");
    const token = Buffer.from("tok:remembered").toString("base64");
    const login = await run("auth", "login", "--token", token);
    expect(login).toMatchObject({ code: 0, out: expect.stringContaining("Authenticated to") });
    expect((await run("me", "--json")).json).toMatchObject({ type: "admin" });
  });

  test("sends a token without Intercom's prefix as a password", async () => {
    const { good } = await start({ token: "plain-token" }, "plain-token");
    expect(await good("me")).toMatchObject({ type: "admin" });
  });

  test("makes, reads, changes, finds and deletes articles", async () => {
    const { good, run, refuses } = await start();
    const fields = ["-f", "title=First steps", "-f", "body=<p>Here</p>", "-F", "author_id=1"];
    const made = await good("articles", "create", ...fields, "-f", "state=published");
    expect(made).toMatchObject({ type: "article", title: "First steps", state: "published" });
    const { id } = made;
    expect(await good("articles", "get", id)).toMatchObject({ id, author_id: 1 });
    expect((await run("articles", "get", id, "--human")).out).toContain("First steps");
    const changed = await good("articles", "update", id, "-f", "title=Next steps");
    expect(changed).toMatchObject({ id, title: "Next steps" });
    const found = await good("articles", "search", "Next", "--state", "published");
    expect(found.data.articles).toMatchObject([{ id }]);
    expect(await good("articles", "delete", id)).toMatchObject({ id, deleted: true });
    const gone = await run("articles", "get", id);
    expect(gone).toMatchObject({ code: 4 });
    refuses(`GET /articles/${id} 404`);
  });

  test("makes, reads, changes and deletes contacts", async () => {
    const { good } = await start();
    const made = await good("contacts", "create", "-f", "email=ada@example.com", "-f", "role=user");
    expect(made).toMatchObject({ role: "user", email: "ada@example.com" });
    const { id } = made;
    expect(await good("contacts", "get", id)).toMatchObject({ id });
    const changed = await good("contacts", "update", id, "-f", "name=Ada");
    expect(changed).toMatchObject({ id, name: "Ada" });
    expect(await good("contacts", "delete", id)).toMatchObject({ id, deleted: true });
  });

  test("searches through a file", async () => {
    const { good, home, sandbox } = await start();
    const { id } = sandbox.seed.contact({ email: "ada@example.com" });
    sandbox.seed.contact({ email: "grace@example.com" });
    const query = { field: "email", operator: "=", value: "ada@example.com" };
    const file = path.join(home, "query.json");
    await writeFile(file, JSON.stringify({ query }));
    const found = await good("api", "/contacts/search", "--input", file);
    expect(found).toMatchObject({ total_count: 1, data: [{ id }] });
    expect(await good("api", `/contacts/${id}`, "--jq", ".email")).toBe("ada@example.com");
  });

  test("reads conversations, and answers in them", async () => {
    const { good, run, sandbox } = await start();
    const contact = sandbox.seed.contact({ email: "ada@example.com" });
    const { id } = sandbox.seed.conversation({ contact_ids: [contact.id] });
    expect(await good("conversations", "get", id)).toMatchObject({ id, type: "conversation" });
    const fields = ["message_type=comment", "type=admin", "admin_id=1", "body=Here"];
    const flags = fields.flatMap((field) => ["-f", field]);
    expect(await good("conversations", "reply", id, ...flags)).toMatchObject({ id });
    expect((await run("conversations", "get", id, "--human")).out).toMatch(/\(admin\) .*\n+Here/);
  });

  test("makes and reads collections", async () => {
    const { good } = await start();
    const { id } = await good("help-center", "create", "-f", "name=Basics");
    expect(await good("help-center", "get", id)).toMatchObject({ id, name: "Basics" });
  });

  test("sets a workspace up from a folder of articles, once", async () => {
    const { home, run, refuses, url } = await start();
    await mkdir(path.join(home, "docs"));
    for (const name of ["first-steps", "next-steps"]) {
      await writeFile(path.join(home, "docs", `${name}.md`), `# ${name}\n\nHere.`);
    }
    const setup = ["setup", "--company-name", "Acme", "--articles-from", "docs"];
    const first = await run(...setup);
    expect(first).toMatchObject({
      code: 0,
      err: expect.stringContaining("2 article(s) published"),
    });
    const again = await run(...setup);
    expect(again.err).toContain("Help center already exists (Acme Help)");
    expect(again.err).toContain("All 2 article(s) already exist");
    refuses("GET /fin-sdk/manifest 404", "GET /fin-sdk/manifest 404");
    const response = await fetch(`${url}/articles`, { headers: { Authorization: "Bearer any" } });
    const { data } = (await response.json()) as Json;
    expect(data.map(({ title }: Json) => title).toSorted()).toEqual(["First Steps", "Next Steps"]);
  });

  describe("commands that only Intercom answers", () => {
    differs("cli-fin", async () => {
      const { run, refuses } = await start();
      expect(await run("fin", "manifest")).toMatchObject({ code: 4 });
      expect(await run("fin", "procedures", "list")).toMatchObject({ code: 4 });
      refuses("GET /fin-sdk/manifest 404", "GET /fin-sdk/manifest 404");
    });

    differs("cli-messenger", async () => {
      const { run, refuses } = await start();
      expect(await run("messenger", "get")).toMatchObject({ code: 4 });
      expect(await run("messenger", "update", "-f", "alignment=left")).toMatchObject({ code: 4 });
      refuses("GET /messenger 404", "PUT /messenger 404");
    });
  });

  differs("cli-search", async () => {
    const { run, refuses } = await start();
    const query = '{"field":"role","operator":"=","value":"user"}';
    expect(await run("contacts", "search", "-f", `query=${query}`)).toMatchObject({ code: 1 });
    expect(await run("conversations", "search", "-F", "query=open")).toMatchObject({ code: 1 });
    refuses("POST /contacts/search 400", "POST /conversations/search 400");
  });
});
