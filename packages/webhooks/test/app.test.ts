import { getRequestListener } from "@hono/node-server";
import { createClient } from "@interkit/core/2.16";
import { createWebhooks, signBody } from "@interkit/webhooks";
import { createConnections } from "@interkit/webhooks/connections";
import { createSignIn } from "@interkit/webhooks/sign-in";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { notification } from "./support/notification.ts";
import { admin, clientId, clientSecret, type Intercom, intercomServer } from "./support/oauth.ts";
import { serve } from "./support/serve.ts";

/** An app that workspaces connect, as the README shows it. */
async function startApp(intercom: Intercom) {
  const hono = new Hono();
  const url = await serve(getRequestListener(hono.fetch));
  const secret = clientSecret;
  const baseUrl = intercom.url;
  const redirectUri = `${url}callback`;
  const signIn = createSignIn<string>({ clientId, clientSecret, redirectUri, baseUrl });
  const connections = createConnections<string>({ baseUrl });
  const calls: unknown[] = [];
  const webhooks = createWebhooks({ secret });
  webhooks.on(
    "contact.user.created",
    connections.handler(async (_event, { clientOptions, data }) => {
      const { response } = await createClient(clientOptions).GET("/contacts");
      calls.push([data, response.status]);
    }),
  );
  hono.get("/connect", () => signIn.redirect("account 7"));
  hono.get("/callback", async (context) => {
    const result = await signIn.finish(context.req.raw);
    if (result.outcome === "denied") return context.text(result.error, 403);
    await connections.add(result, result.payload);
    return context.text(result.workspace.id, 200, { "Set-Cookie": result.clearCookie });
  });
  hono.all("/webhooks", (context) => webhooks.fetch(context.req.raw));
  const uninstalls = connections.uninstalls({ secret });
  hono.all("/uninstall", (context) => uninstalls.fetch(context.req.raw));
  const post = async (path: string, body: string, kind: "app" | "notification") => {
    const headers = await signBody(body, { secret, kind });
    return (await fetch(`${url}${path}`, { method: "POST", headers, body })).status;
  };
  return { url, connections, calls, post };
}

/** Follows redirects as a browser does, with one cookie. */
async function browse(start: string): Promise<{ response: Response; cookies: string[] }> {
  const cookies: string[] = [];
  let url = start;
  for (let hops = 0; hops < 5; hops++) {
    const headers = { Cookie: cookies.at(-1)?.split(";")[0] ?? "" };
    const response = await fetch(url, { redirect: "manual", headers });
    cookies.push(...response.headers.getSetCookie());
    const location = response.headers.get("location");
    if (location === null) return { response, cookies };
    url = location;
  }
  throw new Error("There were too many redirects");
}

test("an app is connected, gets notifications, calls the workspace, and is uninstalled", async () => {
  const intercom = await intercomServer();
  intercom.codes.set("Zm9v=", "token-1");
  intercom.admins.set("token-1", admin("abc12345"));
  const { url, connections, calls, post } = await startApp(intercom);

  const { response, cookies } = await browse(`${url}connect`);
  expect([response.status, await response.text()]).toEqual([200, "abc12345"]);
  expect(cookies.at(-1)).toContain("Max-Age=0");

  const created = () => notification("contact.user.created", undefined, { app_id: "abc12345" });
  expect(await post("webhooks", created(), "notification")).toBe(200);
  expect(calls).toEqual([["account 7", 200]]);

  intercom.admins.delete("token-1");
  expect(await post("uninstall", JSON.stringify({ app_id: "abc12345" }), "app")).toBe(200);
  expect((await connections.of("abc12345"))?.state).toBe("uninstalled");
  expect(await post("webhooks", created(), "notification")).toBe(200);
  expect(calls).toHaveLength(1);
});
