import { type App, createSandbox, type Sandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { type AppEndpoint, appEndpoint } from "./support/app-endpoint.ts";
import { listening } from "./support/connection.ts";
import type { Json } from "./support/workspace.ts";

const secret = "client secret";

const canvas = {
  content: {
    components: [
      { type: "text", text: "Which size?" },
      { type: "list", items: [{ type: "item", id: "small", title: "Small" }] },
      { type: "button", id: "order", label: "Order", action: { type: "submit" } },
    ],
  },
  stored_data: { step: 1 },
};

interface Bench {
  readonly sandbox: Sandbox;
  readonly app: App;
  readonly endpoint: AppEndpoint;
  /** The bodies of the requests. */
  readonly bodies: () => Json[];
}

async function bench(): Promise<Bench> {
  const endpoint = await appEndpoint(secret);
  const facts = { id: "acme", region: "EU", seed: { name: "acme", contacts: 2 } } as const;
  const sandbox = createSandbox({ workspaces: [facts, { id: "globex" }] });
  await sandbox.ready;
  const app = sandbox.apps.add({
    clientSecret: secret,
    canvas: {
      initializeUrl: `${endpoint.url}/initialize`,
      submitUrl: `${endpoint.url}/submit`,
      configureUrl: `${endpoint.url}/configure`,
    },
  });
  endpoint.answer = { body: { canvas } };
  return { sandbox, app, endpoint, bodies: () => endpoint.requests.map(({ body }) => body) };
}

test("a contact opens the app and uses a component", async () => {
  const { sandbox, app, endpoint, bodies } = await bench();
  const contact = sandbox.seed.contact({ email: "ada@example.com" }).id;
  const opened = await app.canvas.initialize({ contact, context: { locale: "fr" } });
  expect(opened).toEqual({ canvas });
  const used = await app.canvas.submit({
    contact,
    canvas: opened.canvas ?? {},
    componentId: "small",
    inputValues: { note: "soon" },
  });
  expect(used).toEqual({ canvas });
  expect(endpoint.requests.map(({ path, isSigned }) => [path, isSigned])).toEqual([
    ["/initialize", true],
    ["/submit", true],
  ]);
  const [first, second] = bodies();
  const common = { workspace_id: "acme", workspace_region: "EU" };
  const context = { location: "home", locale: "fr" };
  expect(first).toMatchObject({ ...common, context, contact: { type: "contact", id: contact } });
  expect(first.contact.email).toBe("ada@example.com");
  expect(first.admin).toBeUndefined();
  expect(second).toMatchObject({
    ...common,
    contact: { id: contact },
    current_canvas: canvas,
    component_id: "small",
    input_values: { note: "soon" },
  });
});

test("an admin configures the app until it answers results, with which it is opened", async () => {
  const { app, endpoint, bodies } = await bench();
  const shown = await app.canvas.configure({ workspace: "globex" });
  endpoint.answer = { body: { results: { size: "small" } } };
  const { results = {} } = await app.canvas.configure({
    workspace: "globex",
    canvas: shown.canvas ?? {},
    componentId: "order",
  });
  endpoint.answer = { body: { canvas: { content_url: "https://app.example/live" } } };
  const opened = await app.canvas.initialize({ workspace: "globex", results });
  expect(opened.canvas).toEqual({ content_url: "https://app.example/live" });
  const admin = { type: "admin", id: "1", name: "Grace Hopper" };
  const [first, second, third] = bodies();
  expect(first).toMatchObject({ workspace_id: "globex", workspace_region: "US", admin });
  expect(first.current_canvas).toBeUndefined();
  expect(second).toMatchObject({ admin, current_canvas: canvas, component_id: "order" });
  expect(third).toMatchObject({ admin, card_creation_options: { size: "small" } });
});

test("a contact sees a live canvas, whose content comes from its URL", async () => {
  const { sandbox, app, endpoint, bodies } = await bench();
  const contact = sandbox.seed.contact({ email: "ada@example.com" }).id;
  const live = { content_url: `${endpoint.url}/live`, stored_data: { service: "api" } };
  endpoint.answer = { body: { canvas: live } };
  const { canvas: opened = {} } = await app.canvas.initialize({ contact });
  const { content } = canvas;
  endpoint.answer = { body: { content } };
  expect(await app.canvas.content({ contact, canvas: opened })).toEqual({ content });
  expect(endpoint.requests.at(-1)).toMatchObject({ path: "/live", isSigned: true });
  const context = { location: "home", locale: "en" };
  const { admin, ...body } = bodies().at(-1);
  expect(body).toMatchObject({ canvas: live, contact: { id: contact }, context });
  expect(admin).toBeUndefined();

  const view = () => app.canvas.content({ contact, canvas: live });
  endpoint.answer = { body: { canvas } };
  await expect(view()).rejects.toThrow("it has none of content");
  endpoint.answer = { body: { content: { components: [{ type: "video" }] } } };
  await expect(view()).rejects.toThrow('content.components[0] has the type "video"');
});

test("answers that Intercom would not accept are rejected with the mistake", async () => {
  const { app, endpoint } = await bench();
  const content = (...components: unknown[]) => ({ canvas: { content: { components } } });
  const long = "x".repeat(64 * 1024);
  const wrong: [AppEndpoint["answer"], string][] = [
    [{ status: 500 }, "its status is 500, not 200"],
    [{ body: "none" }, "its body is not a JSON object"],
    [{ body: {} }, "it has none of canvas"],
    [{ body: { canvas: [] } }, "its canvas is no object"],
    [{ body: { canvas: {} } }, "neither content nor the URL of a live canvas"],
    [{ body: { canvas: { content: {} } } }, "canvas.content.components is not a list"],
    [{ body: content({ type: "text" }, { type: "video" }) }, 'components[1] has the type "video"'],
    [
      { body: content({ type: "input", id: "a" }, { type: "button", id: "a" }) },
      "two components have the id a",
    ],
    [{ body: content({ type: "text", text: long }) }, "at most 65536 are accepted"],
    [{ body: { canvas: { ...canvas, stored_data: { long } } } }, "canvas.stored_data has"],
  ];
  for (const [answer, message] of wrong) {
    endpoint.answer = answer;
    await expect(app.canvas.initialize()).rejects.toThrow(message);
  }
  endpoint.answer = { body: { event: { type: "ended" } } };
  const use = { canvas, componentId: "order" };
  await expect(app.canvas.submit(use)).rejects.toThrow('its event is not "completed"');
  endpoint.answer = { body: { event: { type: "completed" } } };
  expect(await app.canvas.submit(use)).toEqual({ event: { type: "completed" } });
  // A canvas of exactly 64 KB is accepted.
  const bytes = JSON.stringify(content({ type: "text", text: "" }).canvas.content).length;
  endpoint.answer = { body: content({ type: "text", text: long.slice(bytes) }) };
  expect(Object.keys(await app.canvas.initialize())).toEqual(["canvas"]);
});

test("wrong arguments are refused before anything is sent", async () => {
  const { sandbox, app, endpoint } = await bench();
  const wrong: [Promise<unknown>, string][] = [
    [
      app.canvas.submit({ canvas, componentId: "none" }),
      "has no component none. It has small, order",
    ],
    [app.canvas.content({ contact: "none", canvas }), "has no content_url: it is not live"],
    [app.canvas.content({ canvas } as never), "give its id as contact"],
    [app.canvas.initialize({ contact: "none" }), "There is no contact none in acme"],
    [app.canvas.initialize({ admin: "99" }), "There is no admin 99 in acme"],
    [app.canvas.initialize({ workspace: "initech" }), "There is no workspace initech"],
    [sandbox.apps.add().canvas.configure(), "has no canvas.configureUrl"],
  ];
  for (const [request, message] of wrong) {
    await expect(request).rejects.toThrow(TypeError);
    await expect(request).rejects.toThrow(message);
  }
  expect(endpoint.requests).toEqual([]);
});

test("an app that does not answer is an error, also when the sandbox is closed", async () => {
  const { sandbox, app, endpoint } = await bench();
  endpoint.answer = { delayMs: 60_000 };
  const pending = app.canvas.initialize();
  const rejected = expect(pending).rejects.toThrow(
    "The app did not answer: The sandbox was closed",
  );
  await expect.poll(() => endpoint.requests.length).toBe(1);
  await sandbox.close();
  await rejected;
});

test("the control API sends the requests too", async () => {
  const { sandbox, app, endpoint } = await bench();
  const { send } = await listening(sandbox);
  const request = (kind: string, body: unknown) =>
    send("", "POST", `/_sandbox/apps/${app.clientId}/canvas/${kind}`, body);
  expect((await request("initialize", {})).body).toEqual({ canvas });
  const used = await request("submit", { canvas, componentId: "order" });
  expect([used.status, used.body]).toEqual([200, { canvas }]);
  const missing = await request("submit", { canvas, componentId: "none" });
  expect([missing.status, missing.body.error]).toEqual([400, expect.stringContaining("none")]);
  expect((await request("paint", {})).body.error).toContain(
    "There is initialize, submit, configure, content",
  );
  endpoint.answer = { status: 404 };
  const failed = await request("initialize", {});
  expect([failed.status, failed.body.error]).toEqual([502, expect.stringContaining("404")]);
});
