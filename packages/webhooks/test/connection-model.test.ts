import { createClient } from "@interkit/core/2.16";
import { signBody } from "@interkit/webhooks";
import {
  type Connection,
  type ConnectionState,
  createConnections,
  NotConnectedError,
} from "@interkit/webhooks/connections";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryStore } from "./support/connections.ts";
import { secret } from "./support/notification.ts";
import { admin, type Intercom, intercomServer } from "./support/oauth.ts";

/** What happens to a workspace, at Intercom or by the app. */
type Step =
  | { readonly does: "connect" | "uninstallAtIntercom" | "notify" | "check" | "disconnect" }
  | { readonly does: "suspend"; readonly isSuspended: boolean }
  | { readonly does: "call"; readonly client: number };

const doing = (
  ...does: ("connect" | "uninstallAtIntercom" | "notify" | "check" | "disconnect")[]
) => fc.record({ does: fc.constantFrom(...does) });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: doing("connect") },
  { weight: 4, arbitrary: doing("uninstallAtIntercom", "notify", "check", "disconnect") },
  fc.record({ does: fc.constant("suspend" as const), isSuspended: fc.boolean() }),
  { weight: 3, arbitrary: fc.record({ does: fc.constant("call" as const), client: fc.nat(2) }) },
);

const workspace = "abc12345";
const isOver = (state: ConnectionState) => state === "revoked" || state === "uninstalled";

/** What an app should know of its workspace: the last connection, and what Intercom has answered since. */
class Model {
  state: ConnectionState | undefined;
  /** The number of the last connection. */
  last = -1;

  /** What Intercom answers a connection. */
  answer(connection: number, intercom: Intercom): "works" | "suspended" | "unauthorized" {
    const token = `token-${connection}`;
    if (intercom.refused.has(token)) return "suspended";
    return intercom.admins.has(token) ? "works" : "unauthorized";
  }

  /** A call with a connection, in a state in which it is sent. */
  hear(connection: number, answer: ReturnType<Model["answer"]>): void {
    if (connection !== this.last || this.state === undefined || isOver(this.state)) return;
    if (answer === "suspended") this.state = "suspended";
    if (answer === "unauthorized") this.state = "revoked";
  }
}

test("whatever happens in whichever order, two servers know what became of a workspace", async () => {
  const intercom = await intercomServer();
  const property = fc.asyncProperty(
    fc.array(step, { maxLength: 25, size: "max" }),
    async (steps) => {
      const store = createMemoryStore();
      const servers = [1, 2].map(() => createConnections({ store, baseUrl: intercom.url }));
      const model = new Model();
      const given: Connection[] = [];
      intercom.admins.clear();
      intercom.refused.clear();
      for (const [index, one] of steps.entries()) {
        const connections = servers[index % 2] ?? expect.fail();
        const answer = model.answer(model.last, intercom);
        const isKnown = model.state !== undefined;
        switch (one.does) {
          case "connect": {
            // A new token replaces the one before.
            intercom.admins.clear();
            intercom.refused.clear();
            model.last = given.length;
            intercom.admins.set(`token-${model.last}`, admin(workspace));
            given.push(await connections.add({ token: `token-${model.last}` }));
            model.state = "installed";
            break;
          }
          case "uninstallAtIntercom":
            intercom.admins.clear();
            intercom.refused.clear();
            break;
          case "suspend":
            if (one.isSuspended && answer === "works") {
              intercom.refused.set(`token-${model.last}`, [401, "token_suspended"]);
            } else if (!one.isSuspended) intercom.refused.clear();
            break;
          case "notify": {
            const body = JSON.stringify({ app_id: workspace });
            const headers = await signBody(body, { secret, kind: "app" });
            const request = new Request("https://example.com/", { method: "POST", headers, body });
            expect((await connections.uninstalls({ secret }).fetch(request)).status).toBe(200);
            const hasToken = isKnown && !isOver(model.state ?? "installed");
            if (isKnown && !(hasToken && answer === "works")) model.state = "uninstalled";
            break;
          }
          case "check":
            await connections.check(workspace);
            if (isKnown && !isOver(model.state ?? "installed") && answer === "works") {
              model.state = "installed";
            } else model.hear(model.last, answer);
            break;
          case "disconnect":
            await connections.disconnect(workspace);
            if (isKnown) model.state = "uninstalled";
            break;
          case "call": {
            const connection = given[one.client];
            if (connection === undefined) break;
            const answered = model.answer(one.client, intercom);
            const client = createClient({ ...connection.clientOptions, retry: false });
            const call = client.GET("/contacts");
            if (isOver(model.state ?? "installed")) {
              await expect(call).rejects.toBeInstanceOf(NotConnectedError);
            } else {
              expect((await call).response.status).toBe(answered === "works" ? 200 : 401);
              model.hear(one.client, answered);
            }
          }
        }
        const states = await Promise.all(servers.map((server) => server.of(workspace)));
        const expected = [model.state, model.state];
        expect(states.map((known) => known?.state)).toEqual(expected);
      }
    },
  );
  await fc.assert(property, { numRuns: 60 });
});
