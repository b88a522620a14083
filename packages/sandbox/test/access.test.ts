import { request } from "node:http";
import { createSandbox, type ListenOptions, type SandboxOptions } from "@interkit/sandbox";
import { describe, expect, onTestFinished, test } from "vitest";

interface Answered {
  readonly status: number | undefined;
  readonly text: string;
}

async function serve(options: SandboxOptions = {}, where: ListenOptions = {}) {
  const sandbox = createSandbox(options);
  const server = await sandbox.listen(where);
  onTestFinished(() => sandbox.close());
  /** Sends a request as a browser does when another domain resolves to this address. */
  const send = (
    path: string,
    headers: Record<string, string> = {},
    method = "GET",
    target = path,
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const { port } = server;
      request({ host: "127.0.0.1", port, method, path: target, headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() });
      })
        .on("error", reject)
        .end();
    });
  return { sandbox, server, send };
}

const everything = [
  "/",
  "/contacts",
  "/_sandbox",
  "/_sandbox/state",
  "/_sandbox/page/settings.json",
];

describe("a sandbox on a loopback address", () => {
  test.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil-localhost",
    "127.0.0.1..",
    "128.0.0.1",
    "[::2]",
  ])("does not answer to the name %s, for any request", async (Host) => {
    const { sandbox, send } = await serve({ token: "hidden-token", cors: true });
    sandbox.seed.contact({ email: "private@example.com" });
    const headers = { Host, Origin: `http://${Host}`, Authorization: "Bearer hidden-token" };
    for (const path of everything) {
      const { status, text } = await send(path, headers);
      expect([path, status]).toEqual([path, 421]);
      expect(text, path).toContain("Use localhost or 127.0.0.1");
      expect(text, path).not.toMatch(/private|hidden/);
    }
    expect((await send("/_sandbox/state", headers, "DELETE")).status).toBe(421);
    expect(sandbox.snapshot().collections["contacts"]).toHaveLength(1);
  });

  test("refuses another host in the request line too", async () => {
    const { send } = await serve();
    const { status } = await send("", { Host: "localhost" }, "GET", "http://evil.example/_sandbox");
    expect(status).toBe(421);
  });

  test.each([
    "localhost",
    "LOCALHOST:4010",
    "app.localhost",
    "localhost.",
    "app.localhost.:4010",
    "127.0.0.1:1",
    "127.8.9.1",
    "[::1]:5",
  ])("answers to %s", async (Host) => {
    const { send } = await serve();
    for (const path of everything) {
      expect([path, (await send(path, { Host, Authorization: "Bearer x" })).status]).toEqual([
        path,
        200,
      ]);
    }
  });

  test.for(["127.0.0.1", "LOCALHOST", "::ffff:127.0.0.1"])(
    "does so as well when it listens on %s",
    async (host, { skip }) => {
      const served = await serve({ token: "given" }, { host }).catch(() => skip("no such address"));
      const { status } = await served.send("/_sandbox/state", { Host: "evil.example" });
      expect(status).toBe(421);
      expect((await served.send("/_sandbox/state")).status).toBe(200);
    },
  );

  test("needs no token for the control API", async () => {
    const { send } = await serve({ token: "given" });
    expect((await send("/_sandbox/state")).status).toBe(200);
  });
});

describe("a sandbox on another address", () => {
  const others: ListenOptions = { host: "0.0.0.0" };

  test("answers any host name, such as that of its container", async () => {
    const { send } = await serve({}, others);
    expect((await send("/_sandbox", { Host: "sandbox:4010" })).status).toBe(200);
  });

  test("requires one of its tokens for the control API", async () => {
    const { sandbox, send } = await serve({ token: ["first", "second"] }, others);
    sandbox.seed.contact({ email: "private@example.com" });
    for (const path of ["/_sandbox", "/_sandbox/", "/_sandbox/state", "/_sandbox/no-such-thing"]) {
      for (const headers of [{}, { Authorization: "Bearer third" }, { Authorization: "first" }]) {
        const { status, text } = await send(path, headers as Record<string, string>);
        expect([path, status]).toEqual([path, 401]);
        expect(text, path).toContain("Authorization: Bearer <token>");
        expect(text, path).not.toMatch(/private|first|second/);
      }
    }
    expect((await send("/_sandbox/state", {}, "DELETE")).status).toBe(401);
    expect(sandbox.snapshot().collections["contacts"]).toHaveLength(1);
    const headers = { Authorization: "Bearer second" };
    expect((await send("/_sandbox/state", headers)).text).toContain("private@example.com");
    expect((await send("/_sandbox/state", headers, "DELETE")).status).toBe(204);
  });

  test("requires a token where only a part of the path is that of the page", async () => {
    const { send } = await serve({ token: "given" }, others);
    for (const path of [
      "/_sandbox/state/_sandbox/page/settings.json",
      "/_sandbox/pages/settings.json",
      "/_sandbox/page",
      "/_sandbox/page/../state",
    ]) {
      expect([path, (await send(path)).status]).toEqual([path, 401]);
    }
  });

  test("answers requests to the API with the API's errors", async () => {
    const { send } = await serve({ token: "given" }, others);
    for (const path of ["/contacts", "/_sandboxes", "/x/_sandbox/state"]) {
      const { text } = await send(path);
      expect(text, path).toContain('"type":"error.list"');
    }
    expect((await send("/")).status).toBe(200);
    const headers = { Authorization: "Bearer given" };
    expect((await send("/contacts", headers)).status).toBe(200);
  });

  test("serves its page without a token in it", async () => {
    const { send } = await serve({ token: "hidden-token" }, others);
    const { status, text } = await send("/_sandbox/page/settings.json");
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ token: "", version: "2.16" });
    expect((await send("/")).text + (await send("/_sandbox/page/page.js")).text).not.toContain(
      "hidden-token",
    );
  });
});
