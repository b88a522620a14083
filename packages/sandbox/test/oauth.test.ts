import { createSandbox, type Sandbox, type SandboxOptions } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { type Answer, errorOf, listening } from "./support/connection.ts";

const app = {
  clientId: "client-1",
  clientSecret: "client secret",
  name: "Bot <1>",
  redirectUris: ["https://app.example/callback", "https://app.example/other?from=intercom"],
};
const [redirectUri, otherUri] = app.redirectUris as [string, string];

const options: SandboxOptions = {
  workspaces: [{ id: "acme" }, { id: "globex" }],
  clock: () => 1_717_401_600_000,
};

function withApp(): Sandbox {
  const sandbox = createSandbox(options);
  sandbox.apps.add(app);
  return sandbox;
}

const authorization = (query: Record<string, string>) =>
  `https://app.intercom.com/oauth?${new URLSearchParams({ client_id: app.clientId, ...query })}`;

/** The code in the URL that a browser is sent to. */
const codeIn = (location: string) => new URL(location).searchParams.get("code") ?? "";

const exchangeWith = (send: (path: string, body: unknown) => Promise<Answer>) => (body: object) =>
  send("/auth/eagle/token", { client_id: app.clientId, client_secret: app.clientSecret, ...body });

test("an approved request gives a code that is exchanged for a token", async () => {
  const sandbox = withApp();
  const { send } = await listening(sandbox);
  const exchange = exchangeWith((path, body) => send("", "POST", path, body));
  const location = sandbox.oauth.approve(authorization({ state: "a b&c" }), "globex");
  expect(location).toMatch(/^https:\/\/app\.example\/callback\?code=[^&]+=&state=a%20b%26c$/);
  const { status, body } = await exchange({ code: codeIn(location) });
  const { token } = body;
  expect([status, body]).toEqual([200, { token_type: "Bearer", token, access_token: token }]);
  expect((await send(token, "GET", "/me")).body.app.id_code).toBe("globex");
  expect(sandbox.apps.get(app.clientId).installations()).toEqual([
    { workspace: "globex", token, status: "installed" },
  ]);
});

test("the parameters of the exchange may be a form", async () => {
  const sandbox = withApp();
  const { url } = await listening(sandbox);
  const code = codeIn(sandbox.oauth.approve({ clientId: app.clientId, redirectUri: otherUri }));
  const { clientId: client_id, clientSecret: client_secret } = app;
  const body = new URLSearchParams({ code, client_id, client_secret, redirect_uri: otherUri });
  const response = await fetch(`${url}/auth/eagle/token`, { method: "POST", body });
  expect(response.status).toBe(200);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
});

test("a denied request returns with an error and the state", () => {
  const { oauth } = withApp();
  expect(oauth.deny(authorization({ state: "s", redirect_uri: otherUri }))).toBe(
    "https://app.example/other?from=intercom&error=access_denied&state=s",
  );
});

test("a code is valid once, for five minutes, and with the secret of its app", async () => {
  const sandbox = withApp();
  sandbox.apps.add({ clientId: "client-2", clientSecret: app.clientSecret });
  const { send } = await listening(sandbox);
  const exchange = exchangeWith((path, body) => send("", "POST", path, body));
  const approve = () => codeIn(sandbox.oauth.approve(authorization({})));
  const used = approve();
  expect((await exchange({ code: used })).status).toBe(200);
  const late = approve();
  sandbox.clock.advance(299_000);
  const good = approve();
  expect((await exchange({ code: late })).status).toBe(200);
  const expired = approve();
  sandbox.clock.advance(300_000);
  const refused: [object, [number, string]][] = [
    [{ code: used }, [401, "unauthorized"]],
    [{ code: expired }, [401, "unauthorized"]],
    [{ code: "unknown=" }, [401, "unauthorized"]],
    [{ code: approve(), client_secret: "wrong" }, [401, "unauthorized"]],
    [{ code: approve(), client_id: "wrong" }, [401, "unauthorized"]],
    [{ code: approve(), client_id: "client-2" }, [401, "unauthorized"]],
    [{ code: approve(), redirect_uri: otherUri }, [400, "parameter_invalid"]],
    [{ code: "" }, [400, "parameter_not_found"]],
    [{ code: good }, [401, "unauthorized"]],
  ];
  for (const [body, error] of refused) expect(errorOf(await exchange(body))).toEqual(error);
  const text = JSON.stringify((await exchange({ code: used })).body);
  expect(text).not.toContain(app.clientSecret);
});

test("the page has a form that sends the browser back to the app", async () => {
  const { url } = await listening(withApp());
  const address = `${url}/oauth?client_id=client-1&state=s1&redirect_uri=${encodeURIComponent(redirectUri)}`;
  const page = await fetch(address);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(page.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(page.headers.get("Content-Security-Policy")).toContain(
    "form-action 'self' https://app.example",
  );
  expect(html).toContain("Bot &lt;1&gt; requests access");
  expect(html).toContain('<option value="globex">globex</option>');
  const submit = (decision: string, headers: HeadersInit = {}) =>
    fetch(`${url}/oauth`, {
      method: "POST",
      redirect: "manual",
      headers,
      body: new URLSearchParams({ authorization: address, workspace: "globex", decision }),
    });
  const approved = await submit("approve", { Origin: url });
  expect(approved.status).toBe(302);
  expect(approved.headers.get("Location")).toMatch(
    /^https:\/\/app\.example\/callback\?code=.+=&state=s1$/,
  );
  const denied = await submit("deny");
  expect(denied.headers.get("Location")).toBe(`${redirectUri}?error=access_denied&state=s1`);
  const foreign = await submit("approve", { Origin: "https://evil.example" });
  expect([foreign.status, foreign.headers.get("Location")]).toEqual([400, null]);
});

test("a request of an unknown app, redirect URI or workspace never leaves the sandbox", async () => {
  const sandbox = withApp();
  const { url } = await listening(sandbox);
  sandbox.apps.add({ clientId: "client-3" });
  const wrong: [string, string][] = [
    [authorization({ client_id: "other" }), "There is no app with the client_id other"],
    [authorization({ redirect_uri: "https://evil.example" }), "does not have the redirect_uri"],
    [authorization({ client_id: "client-3" }), "App client-3 has no redirectUris"],
    ["oauth?client_id=client-1", "The address of the page is a URL such as"],
  ];
  for (const [address, message] of wrong) {
    expect(() => sandbox.oauth.approve(address)).toThrow(message);
    expect(() => sandbox.oauth.deny(address)).toThrow(message);
  }
  expect(() => sandbox.oauth.approve(authorization({}), "initech")).toThrow("no workspace initech");
  const page = await fetch(`${url}/oauth?client_id=other`, { redirect: "manual" });
  expect([page.status, await page.text()]).toEqual([
    400,
    expect.stringContaining("client_id other"),
  ]);
});

test("the control API decides too", async () => {
  const { send } = await listening(withApp());
  const decide = (decision: string, body: object) =>
    send("", "POST", `/_sandbox/oauth/${decision}`, body);
  const url = authorization({ state: "s" });
  const approved = await decide("approve", { url, workspace: "globex" });
  const { body } = await exchangeWith((path, given) => send("", "POST", path, given))({
    code: codeIn(approved.body.location),
  });
  expect((await send(body.token, "GET", "/me")).body.app.id_code).toBe("globex");
  const denied = await decide("deny", { url });
  expect(denied.body.location).toBe(`${redirectUri}?error=access_denied&state=s`);
  const mistake = await decide("approve", { url: authorization({ client_id: "other" }) });
  expect([mistake.status, mistake.body.error]).toEqual([400, expect.stringContaining("other")]);
});
