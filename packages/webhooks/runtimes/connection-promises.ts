import assert from "node:assert/strict";
import { signBody } from "@interkit/webhooks";
import { jwtVerify } from "jose";
import { secret } from "../test/support/notification.ts";
import type { AppUnderTest, EndpointPromise } from "./promises.ts";

async function json(app: AppUnderTest, path: string, init: RequestInit = {}) {
  const response = await app.send(path, init);
  assert.equal(response.status, 200);
  return (await response.json()) as Record<string, string>;
}

/** Connects the workspace, and resolves to the result. */
async function connect(app: AppUnderTest) {
  const { state = "", cookie = "" } = await json(app, "/connect");
  const headers = { Cookie: cookie.split(";")[0] ?? "" };
  return json(app, `/callback?code=code=&state=${state}`, { headers });
}

/** Sends a request about the workspace as Intercom does. */
async function notify(app: AppUnderTest, path: string, about: object): Promise<Response> {
  const body = JSON.stringify(about);
  const headers = await signBody(body, { secret, kind: "app" });
  return app.send(path, { method: "POST", headers, body });
}

export const connectionPromises: readonly EndpointPromise[] = [
  {
    promise: "A sign-in ends with the workspace, and what it began with",
    run: async (app) => {
      const { token, payload, workspace } = await connect(app);
      assert.deepEqual([token, payload], ["token", "a payload"]);
      const timezone = "Europe/London";
      assert.deepEqual(workspace, { id: "abc12345", name: "Workspace", region: "eu", timezone });
    },
  },
  {
    promise: "Another implementation verifies a token for the Messenger",
    run: async (app) => {
      const response = await app.send("/jwt", {});
      const key = new TextEncoder().encode(secret.repeat(3));
      const { payload } = await jwtVerify((await response.json()) as string, key);
      assert.equal(payload["user_id"], "Zoë 🐙");
    },
  },
  {
    promise: "Health checks and uninstalls follow a connection to its end",
    run: async (app) => {
      await connect(app);
      const health = async () =>
        (await (await notify(app, "/health", { workspace_id: "abc12345" })).json()) as object;
      assert.deepEqual(await health(), { state: "OK" });
      assert.equal((await notify(app, "/uninstall", { app_id: "abc12345" })).status, 200);
      const { state, ...rest } = await json(app, "/connection");
      assert.equal(state, "installed", "the token works, so that this was about another one");
      assert.ok(!JSON.stringify(rest).includes('"token"'));
      await app.send("/disconnect", {});
      assert.equal((await json(app, "/connection"))["state"], "uninstalled");
      assert.equal(((await health()) as { state: string }).state, "UNHEALTHY");
    },
  },
];
