import { createSandbox } from "@interkit/sandbox";
import {
  button,
  canvas,
  content,
  createCanvasKit,
  input,
  liveCanvas,
  submit,
  text,
} from "@interkit/webhooks/canvas";
import { toNodeListener } from "@interkit/webhooks/node";
import { expect, onTestFinished, test } from "vitest";
import { serve } from "./support/serve.ts";

const clientSecret = "a client secret";

test("an app shows a form, and the sandbox sends what a contact enters", async () => {
  const form = canvas({
    content: [
      text("Stay in touch"),
      input({ id: "email", label: "Your email" }),
      button({ id: "save", label: "Save", action: submit() }),
    ],
  });
  const kit = createCanvasKit({ secret: clientSecret });
  const opened = toNodeListener(
    kit.initialize(({ workspace_id }) => ({
      ...form,
      stored_data: { workspace_id },
    })),
  );
  const submitted = toNodeListener(
    kit.submit<typeof form>({
      save: ({ input_values: { email = "nothing" } }) =>
        canvas({ content: [text(`Saved ${email}`)] }),
    }),
  );
  const url = await serve((request, response) => {
    (request.url === "/submit" ? submitted : opened)(request, response);
  });

  const sandbox = createSandbox({ workspaces: [{ id: "acme" }, { id: "globex" }] });
  onTestFinished(() => sandbox.close());
  const urls = { initializeUrl: `${url}initialize`, submitUrl: `${url}submit` };
  const app = sandbox.apps.add({ clientSecret, canvas: urls });
  const contact = sandbox.workspaces.get("globex").seed.contact({ email: "ada@example.com" }).id;
  const use = { workspace: "globex", contact };
  const { canvas: shown = {} } = await app.canvas.initialize(use);
  expect(shown).toMatchObject({ ...form, stored_data: { workspace_id: "globex" } });
  const inputValues = { email: "ada@example.com" };
  const saved = await app.canvas.submit({
    ...use,
    canvas: shown,
    componentId: "save",
    inputValues,
  });
  expect(saved.canvas).toMatchObject({
    content: { components: [{ type: "text", text: "Saved ada@example.com" }] },
  });
});

test("an app shows a live canvas, whose content is made anew for each view", async () => {
  const kit = createCanvasKit({ secret: clientSecret });
  const view = toNodeListener(
    kit.content(({ canvas: { stored_data }, contact }) =>
      content([text(`${stored_data?.["greeting"]}, ${contact.name}`)]),
    ),
  );
  const opened = toNodeListener(
    kit.initialize(() => liveCanvas(`${url}view`, { stored_data: { greeting: "Hello" } })),
  );
  const url = await serve((request, response) => {
    (request.url === "/view" ? view : opened)(request, response);
  });
  const sandbox = createSandbox();
  onTestFinished(() => sandbox.close());
  const app = sandbox.apps.add({ clientSecret, canvas: { initializeUrl: url } });
  const contact = sandbox.seed.contact({ name: "Ada" }).id;
  const { canvas: live = {} } = await app.canvas.initialize({ contact });
  expect(await app.canvas.content({ contact, canvas: live })).toEqual({
    content: { components: [{ type: "text", text: "Hello, Ada" }] },
  });
});

test("an app with another secret is refused", async () => {
  const kit = createCanvasKit({ secret: "another secret", onError: () => {} });
  const url = await serve(toNodeListener(kit.initialize(() => canvas({ content: [text("Hi")] }))));
  const sandbox = createSandbox();
  onTestFinished(() => sandbox.close());
  const app = sandbox.apps.add({ clientSecret, canvas: { initializeUrl: url } });
  await expect(app.canvas.initialize()).rejects.toThrow("its status is 401, not 200");
});
