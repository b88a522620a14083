import { ConfigError } from "@interkit/core";
import { SignatureError, signBody } from "@interkit/webhooks";
import {
  button,
  canvas,
  content,
  liveCanvas,
  results,
  submit,
  text,
} from "@interkit/webhooks/canvas";
import { describe, expect, test, vi } from "vitest";
import { createKit, requests, send, sentCanvas } from "./support/canvas.ts";
import { secret } from "./support/notification.ts";

const greeting = canvas({ content: [text("Hello")] });

describe("responses", () => {
  test("each kind of request gets the body that Intercom reads", async () => {
    const { kit, errors } = createKit();
    const save = button({ id: "save", label: "Save", action: submit() });
    const endpoints = {
      initializeMessenger: kit.initialize(({ workspace_id }) =>
        canvas({ content: [text(workspace_id), save], stored_data: { step: 1 } }),
      ),
      submitMessenger: kit.submit({
        save: ({ input_values }) => ({
          canvas: canvas({ content: [text(String(input_values["email"]))] }),
          event: { type: "completed" },
        }),
      }),
      configure: kit.configure(async () => results({ form: "trial" })),
      submitSheet: kit.submitSheet(({ sheet_values }) => {
        return canvas({ content: [text(String(sheet_values["date"]))] });
      }),
      content: kit.content(({ contact }) => content([text(`Hi ${contact.name}`)])),
    };
    const bodies = await Promise.all(
      Object.entries(endpoints).map(async ([kind, endpoint]) => {
        const sent = await send(endpoint, requests[kind as keyof typeof endpoints]);
        expect([kind, sent.status, sent.type]).toEqual([kind, 200, "application/json"]);
        return sent.json;
      }),
    );
    expect(errors).toEqual([]);
    expect(bodies).toEqual([
      {
        canvas: {
          content: {
            components: [
              { type: "text", text: "ab12cd34" },
              { type: "button", id: "save", label: "Save", action: { type: "submit" } },
            ],
          },
          stored_data: { step: 1 },
        },
      },
      {
        canvas: { content: { components: [{ type: "text", text: "ada@example.com" }] } },
        event: { type: "completed" },
      },
      { results: { form: "trial" } },
      { canvas: { content: { components: [{ type: "text", text: "2026-03-01" }] } } },
      { content: { components: [{ type: "text", text: "Hi Grace" }] } },
    ]);
  });

  test("a live canvas has an address in place of content", async () => {
    const { kit } = createKit();
    const live = liveCanvas("https://app.example.com/status", { stored_data: { service: "api" } });
    const { json } = await send(
      kit.initialize(() => live),
      requests.initializeMessenger,
    );
    expect(json).toEqual({
      canvas: { content_url: "https://app.example.com/status", stored_data: { service: "api" } },
    });
  });

  test("a configuration goes on with a canvas, and requests of the Inbox may insert a card", async () => {
    const { kit } = createKit();
    const configure = kit.configure((request) => {
      return "component_id" in request ? results({ id: request.component_id }) : greeting;
    });
    expect((await send(configure, requests.configure)).json).toEqual({ canvas: greeting });
    const step = { ...requests.configure, component_id: "next", current_canvas: sentCanvas };
    expect((await send(configure, { ...step, input_values: {} })).json).toEqual({
      results: { id: "next" },
    });
    const insert = kit.submit(() => ({
      canvas: greeting,
      card_creation_options: { form: "trial" },
    }));
    expect((await send(insert, requests.submitInbox)).json).toEqual({
      canvas: greeting,
      card_creation_options: { form: "trial" },
    });
  });

  test("the canvas of a request, and parts of it, may be returned as Intercom sent them", async () => {
    const { kit, errors } = createKit();
    const unchanged = kit.submit(({ current_canvas }) => current_canvas);
    expect((await send(unchanged, requests.submitMessenger)).json).toEqual({ canvas: sentCanvas });
    const extended = kit.submit(({ current_canvas }) => {
      const { components } = (current_canvas as typeof greeting).content;
      return { content: { components: [...components, text("Saved")] } };
    });
    const { json } = await send(extended, requests.submitMessenger);
    expect(errors).toEqual([]);
    expect(json).toEqual({
      canvas: {
        content: {
          components: [...sentCanvas.content.components, { type: "text", text: "Saved" }],
        },
      },
    });
  });

  test("what a handler adds to the canvas of a request itself is checked", async () => {
    const { kit, errors } = createKit();
    const adding = (part: object) =>
      kit.submit(({ current_canvas }) => {
        (current_canvas as { content: { components: object[] } }).content.components.push(part);
        return current_canvas;
      });
    const saved = await send(adding(text("Saved")), requests.submitMessenger);
    const components = [...sentCanvas.content.components, text("Saved")];
    expect(saved.json).toMatchObject({ canvas: { content: { components } } });
    const wrong = { type: "button", id: "again", action: submit() };
    expect((await send(adding(wrong), requests.submitMessenger)).status).toBe(500);
    expect(String(errors[0])).toContain("response.canvas.content.components[2].label is missing");
  });
});

describe("requests", () => {
  test("HEAD is answered with 200, and other methods with 405", async () => {
    const { kit, errors } = createKit();
    const { fetch } = kit.initialize(() => greeting);
    const status = async (method: string) =>
      (await fetch(new Request("https://app.example.com/", { method }))).status;
    expect([await status("HEAD"), await status("GET"), await status("PUT")]).toEqual([
      200, 405, 405,
    ]);
    expect(errors).toEqual([]);
  });

  test("a request that is not signed with the secret, or signed as a webhook is, reaches no handler", async () => {
    const { kit, errors, reported } = createKit();
    const handler = vi.fn(() => greeting);
    const endpoint = kit.initialize(handler);
    const body = JSON.stringify(requests.initializeMessenger);
    const kinds = [
      {},
      await signBody(body, { secret: "another secret", kind: "app" }),
      await signBody(body, { secret }),
    ];
    for (const headers of kinds) {
      const request = new Request("https://app.example.com/", { method: "POST", headers, body });
      expect((await endpoint.fetch(request)).status).toBe(401);
    }
    expect(handler).not.toHaveBeenCalled();
    expect(errors).toEqual([1, 2, 3].map(() => expect.any(SignatureError)));
    expect(reported).toEqual([undefined, undefined, undefined]);
  });

  test("the old secret is accepted while the new one is introduced", async () => {
    const { kit } = createKit({ secret: ["the new secret", secret] });
    const endpoint = kit.initialize(() => greeting);
    expect((await send(endpoint, requests.initializeInbox)).status).toBe(200);
  });

  test.each([
    ["null", "null"],
    ["a list", "[]"],
    ["no workspace", { context: {} }],
    ["a workspace that is a number", { workspace_id: 7, context: {} }],
    ["no component", { ...requests.submitMessenger, component_id: undefined }],
    ["another kind", requests.initializeMessenger],
  ])("a signed body with %s is refused", async (_what, body) => {
    const { kit, errors } = createKit();
    expect((await send(kit.submit({ save: () => greeting }), body)).status).toBe(400);
    expect(errors).toEqual([expect.any(SyntaxError)]);
    expect(String(errors[0])).toContain("is no request of submit");
  });

  test("a canvas without inputs has no values, and they are empty", async () => {
    const { kit } = createKit();
    const endpoint = kit.submit(({ input_values }) => {
      return canvas({ content: [text(JSON.stringify(input_values))] });
    });
    for (const input_values of [null, undefined, {}]) {
      const { json } = await send(endpoint, { ...requests.submitMessenger, input_values });
      expect(json).toEqual({ canvas: { content: { components: [{ type: "text", text: "{}" }] } } });
    }
  });

  test("requests of versions up to 1.2 get a workspace_id", async () => {
    const { kit } = createKit();
    const endpoint = kit.initialize(({ workspace_id }) =>
      canvas({ content: [text(workspace_id)] }),
    );
    const { json } = await send(endpoint, { app_id: "old1", context: {} });
    expect(json).toEqual({ canvas: { content: { components: [{ type: "text", text: "old1" }] } } });
  });
});

describe("components that submit", () => {
  test("the handler of the component is called, or the one for others", async () => {
    const { kit } = createKit();
    const named = (name: string) => () => canvas({ content: [text(name)] });
    const endpoint = kit.submit(
      { save: named("save"), cancel: named("cancel") },
      { otherwise: ({ component_id }) => canvas({ content: [text(`other ${component_id}`)] }) },
    );
    const shown = async (component_id: string) => {
      const { json } = await send(endpoint, { ...requests.submitMessenger, component_id });
      return JSON.stringify(json);
    };
    expect(await shown("save")).toContain('"save"');
    expect(await shown("cancel")).toContain('"cancel"');
    expect(await shown("toString")).toContain('"other toString"');
  });

  test("a component without a handler is reported, with the handlers that there are", async () => {
    const { kit, errors } = createKit();
    const endpoint = kit.submit({ save: () => greeting, cancel: () => greeting });
    const request = { ...requests.submitMessenger, component_id: "constructor" };
    expect((await send(endpoint, request)).status).toBe(500);
    expect(errors).toEqual([expect.any(ConfigError)]);
    expect(String(errors[0])).toContain(
      'No handler for the component "constructor": there are handlers for save, cancel',
    );
  });
});
