import type { FetchLike } from "@interkit/core";
import { createConnections } from "@interkit/webhooks/connections";
import { signMessengerJwt } from "@interkit/webhooks/identity";
import { createSignIn } from "@interkit/webhooks/sign-in";

const secret = "a client secret";

/** What Intercom answers, without a server: each runtime serves the app, and not Intercom. */
const fetch: FetchLike = async (url, { headers }) => {
  const { pathname } = new URL(url);
  if (pathname === "/auth/eagle/token") return Response.json({ token: "token" });
  if (pathname === "/auth/uninstall") return new Response();
  if (headers["authorization"] !== "Bearer token") return new Response("{}", { status: 401 });
  const app = { id_code: "abc12345", name: "Workspace", region: "EU", timezone: "Europe/London" };
  return Response.json({ id: "1", name: "Ada", email: "a@example.com", email_verified: true, app });
};

const signIn = createSignIn<string>({ clientId: "id", clientSecret: secret, fetch });
const connections = createConnections<string>({ fetch });

/** The endpoints of connections, by path. */
export const connectionEndpoints = {
  "/health": connections.healthChecks({ secret }),
  "/uninstall": connections.uninstalls({ secret }),
};

/** Routes whose JSON shows what a sign-in, a token and a connection are. */
export const routes: Readonly<Record<string, (request: Request) => Promise<unknown>>> = {
  "/connect": () => signIn.start("a payload"),
  "/callback": async (request) => {
    const result = await signIn.finish(request);
    if (result.outcome === "granted") await connections.add(result, result.payload);
    return result;
  },
  "/connection": async () => (await connections.of("abc12345")) ?? null,
  "/disconnect": async () => (await connections.disconnect("abc12345")) ?? null,
  "/jwt": () => signMessengerJwt({ user_id: "Zoë 🐙" }, { secret: secret.repeat(3) }),
};
