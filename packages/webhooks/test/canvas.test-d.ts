import type { components } from "@interkit/core/2.11";
import type { Canvas, CanvasComponent, Contact, Conversation } from "@interkit/core/latest";
import {
  button,
  canvas,
  checkbox,
  content,
  createCanvasKit,
  dropdown,
  type Endpoint,
  type InputValues,
  image,
  input,
  item,
  list,
  liveCanvas,
  option,
  results,
  type SubmitIds,
  sheet,
  singleSelect,
  spacer,
  submit,
  text,
  textarea,
  url,
} from "@interkit/webhooks/canvas";
import { expectTypeOf, test } from "vitest";

const kit = createCanvasKit({ secret: "secret" });
const options = [option("free", "Free"), option("pro", "Pro")];
const form = canvas({
  content: [
    text("Sign up"),
    input({ id: "email", label: "Email" }),
    input({ id: "code", action: submit() }),
    textarea({ id: "remarks" }),
    dropdown({ id: "plan", options }),
    singleSelect({ id: "rating", options, action: submit() }),
    checkbox({ id: "ways", option: options }),
    list({
      items: [
        item({ id: "order-7", title: "Order 7", action: submit() }),
        item({ id: "help", title: "Help", action: url("https://example.com") }),
      ],
    }),
    button({ id: "save", label: "Save", action: submit() }),
    button({ id: "more", label: "More", action: sheet("https://example.com/more") }),
  ],
});

test("what the builders return is what the description has", () => {
  expectTypeOf(form).toExtend<Canvas>();
  expectTypeOf(liveCanvas("https://example.com")).toExtend<Canvas>();
  expectTypeOf(button({ id: "save", label: "Save", action: submit() })).toExtend<CanvasComponent>();
  expectTypeOf(content([text("Hi")]).components).toExtend<CanvasComponent[]>();
  expectTypeOf(kit.initialize(() => form)).toEqualTypeOf<Endpoint>();
});

test("a component without what it needs, or with a wrong value, does not compile", () => {
  // @ts-expect-error a button has words on it
  button({ id: "save", action: submit() });
  // @ts-expect-error a button does something
  button({ id: "save", label: "Save" });
  // @ts-expect-error there are three styles
  button({ id: "save", label: "Save", action: submit(), style: "loud" });
  // @ts-expect-error there is no such property
  button({ id: "save", label: "Save", action: submit(), colour: "red" });
  // @ts-expect-error an action has a type
  button({ id: "save", label: "Save", action: { url: "https://example.com" } });
  // @ts-expect-error an image says how large it is
  image({ url: "https://example.com/logo.png" });
  // @ts-expect-error an image opens a page alone
  image({ url: "https://x", width: 1, height: 1, action: submit() });
  // @ts-expect-error an item with an image says how large it is
  item({ id: "order", title: "Order", image: "https://example.com/order.png" });
  // @ts-expect-error there are five sizes
  spacer({ size: "xxl" });
  // @ts-expect-error a dropdown has options
  dropdown({ id: "plan" });
  // @ts-expect-error the options of a checkbox are in `option`
  checkbox({ id: "ways", options });
  // @ts-expect-error the value of a checkbox is a list
  checkbox({ id: "ways", option: options, value: "free" });
  // @ts-expect-error an input has an id
  input({ label: "Email" });
  // @ts-expect-error a text is no number
  text(7);
});

test("a canvas of anything but components does not compile", () => {
  // @ts-expect-error a canvas has content
  canvas({ stored_data: { step: 1 } });
  // @ts-expect-error there is no such component
  canvas({ content: [{ type: "video", url: "https://example.com" }] });
  // @ts-expect-error a live canvas has no content
  liveCanvas("https://example.com", { content: [text("Hi")] });
  // @ts-expect-error results are an object
  results("done");
});

test("a handler that returns no canvas does not compile", () => {
  // @ts-expect-error nothing is returned
  kit.initialize(() => undefined);
  // @ts-expect-error results end a set-up alone
  kit.initialize(() => results({ form: "trial" }));
  // @ts-expect-error content is what a live canvas has
  kit.initialize(() => content([text("Hi")]));
  // @ts-expect-error a live canvas gets content
  kit.content(() => liveCanvas("https://example.com"));
  kit.configure((request) => ("component_id" in request ? results({ form: "trial" }) : form));
  kit.submit(() => ({ canvas: form, event: { type: "completed" } }));
  // @ts-expect-error there is one kind of event
  kit.submit(() => ({ canvas: form, event: { type: "done" } }));
  kit.submitSheet(async ({ sheet_values }) =>
    canvas({ content: [text(String(sheet_values["date"]))] }),
  );
});

test("a request of the Inbox has a conversation, one of the Messenger a context", () => {
  kit.initialize((request) => {
    if ("conversation" in request) {
      expectTypeOf(request.conversation).toEqualTypeOf<Conversation>();
      expectTypeOf(request.contact).toEqualTypeOf<Contact>();
    } else {
      expectTypeOf(request.context.location).toBeNullable();
      expectTypeOf(request.card_creation_options).toEqualTypeOf<
        { [key: string]: unknown } | undefined
      >();
    }
    return form;
  });
});

test("the ids of a form that submit have a handler each, with the values of its inputs", () => {
  expectTypeOf<SubmitIds<typeof form>>().toEqualTypeOf<"code" | "rating" | "order-7" | "save">();
  expectTypeOf<InputValues<typeof form>>().toEqualTypeOf<{
    readonly email?: string;
    readonly code?: string;
    readonly remarks?: string;
    readonly plan?: string;
    readonly rating?: string;
    readonly ways?: string[];
  }>();
  const others = { code: () => form, rating: () => form, "order-7": () => form };
  kit.submit<typeof form>({
    ...others,
    save: ({ component_id, input_values, workspace_id, ...request }) => {
      expectTypeOf(component_id).toEqualTypeOf<"save">();
      expectTypeOf(input_values.email).toEqualTypeOf<string | undefined>();
      expectTypeOf(input_values.ways).toEqualTypeOf<string[] | undefined>();
      expectTypeOf(workspace_id).toEqualTypeOf<string>();
      if ("conversation" in request) expectTypeOf(request.contact).toEqualTypeOf<Contact>();
      // @ts-expect-error there is no such input
      input_values.mail;
      return form;
    },
  });
  // @ts-expect-error the button "save" has no handler
  kit.submit<typeof form>(others);
  // @ts-expect-error there is no such component
  kit.submit<typeof form>({ ...others, save: () => form, saved: () => form });
});

test("without a form, handlers are for any component", () => {
  kit.submit({
    save: ({ input_values }) => {
      expectTypeOf(input_values["email"]).toEqualTypeOf<unknown>();
      return form;
    },
  });
});

test("the requests are those of the version of the app", () => {
  const older = createCanvasKit<components["schemas"]>({ secret: "secret" });
  older.content(({ contact }) => {
    expectTypeOf(contact).toEqualTypeOf<components["schemas"]["Contact"]>();
    return content([text("Hi")]);
  });
});
