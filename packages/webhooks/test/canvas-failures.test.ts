import { ConfigError } from "@interkit/core";
import {
  button,
  canvas,
  content,
  createCanvasKit,
  liveCanvas,
  results,
  sheet,
  text,
} from "@interkit/webhooks/canvas";
import { expect, onTestFinished, test, vi } from "vitest";
import { createKit, requests, send } from "./support/canvas.ts";
import { secret } from "./support/notification.ts";

const greeting = canvas({ content: [text("Hello")] });

test("a handler that fails is reported with its request, and answered with 500 and nothing else", async () => {
  const { kit, errors, reported } = createKit();
  for (const failure of [new Error("the database is down"), new SyntaxError("no JSON")]) {
    const failing = kit.initialize(() => {
      throw failure;
    });
    expect(await send(failing, requests.initializeInbox)).toEqual({
      status: 500,
      type: null,
      json: undefined,
    });
  }
  const rejecting = kit.initialize(() => Promise.reject(new Error("later")));
  expect((await send(rejecting, requests.initializeInbox)).status).toBe(500);
  expect(errors.map(String)).toEqual([
    "Error: the database is down",
    "SyntaxError: no JSON",
    "Error: later",
  ]);
  expect(reported[0]).toEqual(requests.initializeInbox);
});

test.each([
  ["nothing", undefined, "What the handler of initialize returned must be an object"],
  ["a text", "Hello", "What the handler of initialize returned must be an object"],
  ["results", results({ a: 1 }), "response.canvas.content is missing"],
  ["content", content([text("Hi")]), "response.canvas.content is missing"],
  [
    "a component of another form",
    { content: { components: [text("Hi"), { type: "text", text: 7 }] } },
    "response.canvas.content.components[1].text must be a text, and is of type number",
  ],
  [
    "content and the address of it",
    { ...greeting, content_url: "https://app.example.com/status" },
    "response.canvas has content and content_url: a live canvas has no content of its own",
  ],
  [
    "a live canvas of another protocol",
    { content_url: "ftp://app.example.com/status" },
    "response.canvas.content_url must be a whole URL, https://… or http://…",
  ],
  ["an unknown property", { canvas: greeting, event: {} }, "response.event does not exist"],
])("a handler that returns %s is reported, and answered with 500", async (_what, result, words) => {
  const { kit, errors } = createKit();
  const endpoint = kit.initialize(() => result as never);
  expect((await send(endpoint, requests.initializeMessenger)).status).toBe(500);
  expect(errors).toEqual([expect.any(ConfigError)]);
  expect(String(errors[0])).toContain(words);
});

test("options of a card are for requests of the Inbox to submit, and not for sheets", async () => {
  const { kit, errors } = createKit();
  const result = { canvas: greeting, card_creation_options: { form: "trial" } };
  expect(
    (
      await send(
        kit.submitSheet(() => result),
        requests.submitSheet,
      )
    ).status,
  ).toBe(500);
  expect(String(errors[0])).toContain("response.card_creation_options does not exist");
});

test("a live canvas and sheets are refused in the Inbox, where they do not work", async () => {
  const { kit, errors } = createKit();
  const live = kit.initialize(() => liveCanvas("https://app.example.com/status"));
  const open = button({ id: "open", label: "Open", action: sheet("https://app.example.com/") });
  const sheets = kit.submit(() => canvas({ content: [text("Hi"), open] }));
  expect((await send(live, requests.initializeInbox)).status).toBe(500);
  expect((await send(sheets, requests.submitInbox)).status).toBe(500);
  expect(errors.map(String)).toEqual([
    expect.stringContaining("response.canvas.content_url: a live canvas works in the Messenger"),
    expect.stringContaining("response.canvas.content.components[1].action: a sheet opens in"),
  ]);
  expect((await send(live, requests.initializeMessenger)).status).toBe(200);
  expect((await send(sheets, requests.submitMessenger)).status).toBe(200);
});

test("the fallback is shown in place of an error", async () => {
  const { kit, errors } = createKit();
  const fallback = canvas({ content: [text("Please try again", { style: "error" })] });
  const failing = kit.submit(
    {
      save: () => {
        throw new Error("the database is down");
      },
    },
    { fallback },
  );
  const wrong = kit.content(() => ({}) as never, { fallback: content([text("Later")]) });
  expect(await send(failing, requests.submitInbox)).toMatchObject({
    status: 200,
    json: { canvas: fallback },
  });
  expect((await send(wrong, requests.content)).json).toEqual({
    content: { components: [{ type: "text", text: "Later" }] },
  });
  expect(errors).toHaveLength(2);
});

test("an onError that fails does not fail the response", async () => {
  const silenced = vi.spyOn(console, "error").mockImplementation(() => undefined);
  onTestFinished(() => silenced.mockRestore());
  const kit = createCanvasKit({
    secret,
    onError: () => {
      throw new Error("the log is full");
    },
  });
  const endpoint = kit.initialize(() => undefined as never);
  expect((await send(endpoint, requests.initializeInbox)).status).toBe(500);
  expect(silenced).toHaveBeenCalledWith("onError of createCanvasKit failed:", expect.any(Error));
});

test("wrong options, handlers and fallbacks are refused at once", () => {
  const create = (options: object) => () => createCanvasKit({ secret, ...options });
  expect(create({ secret: "" })).toThrow('"secret" must be a text');
  expect(create({ timeout: 1 })).toThrow('createCanvasKit has no option "timeout"');
  expect(create({ timeoutMs: 0 })).toThrow('"timeoutMs" must be a positive number');
  expect(create({ onError: 1 })).toThrow('"onError" must be a function');
  expect(() => createCanvasKit(undefined as never)).toThrow(ConfigError);
  const { kit } = createKit();
  expect(() => kit.initialize(greeting as never)).toThrow("must be a function");
  expect(() => kit.submit({ save: greeting as never })).toThrow(
    'The handler of component "save" must be a function',
  );
  expect(() => kit.submit("save" as never)).toThrow("submit takes a handler");
  const fallback = { content: { components: [{ type: "text" }] } } as never;
  expect(() => kit.initialize(() => greeting, { fallback })).toThrow(
    "response.canvas.content.components[0].text is missing",
  );
});
