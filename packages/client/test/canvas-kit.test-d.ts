import type { Canvas, SubmitCanvasRequest, SubmitCanvasResponse } from "@interkit/client/2.16";
import type { CanvasComponent } from "@interkit/core/2.7";
import { expectTypeOf, test } from "vitest";

test("an app of the Inbox or the Messenger responds with a canvas", () => {
  const respond = ({ component_id, input_values }: SubmitCanvasRequest): SubmitCanvasResponse => ({
    canvas: {
      content: {
        components: [
          { type: "text", text: `You used ${component_id}`, style: "header" },
          { type: "input", id: "email", label: "Email", value: String(input_values["email"]) },
          {
            type: "single-select",
            id: "plan",
            options: [
              { type: "option", id: "free", text: "Free" },
              { type: "option", id: "pro", text: "Pro" },
            ],
          },
          {
            type: "list",
            items: [
              {
                type: "item",
                id: "docs",
                title: "Help",
                action: { type: "url", url: "https://x" },
              },
              { ...{ type: "item", id: "logo", title: "We", image: "https://x" }, ...size },
            ],
          },
          { type: "button", id: "save", label: "Save", action: { type: "submit" } },
        ],
      },
      stored_data: { step: 2 },
    },
    event: { type: "completed" },
  });
  const size = { image_width: 48, image_height: 48 };
  expectTypeOf(respond).returns.toEqualTypeOf<SubmitCanvasResponse>();
  expectTypeOf<{ content_url: string }>().toExtend<Canvas>();
  expectTypeOf<Extract<CanvasComponent, { type: "checkbox" }>["option"]>().toBeArray();
});

test("an invalid canvas does not compile", () => {
  // @ts-expect-error a canvas has content, or the address of it
  const empty: Canvas = { stored_data: {} };
  // @ts-expect-error a button does something
  const idle: CanvasComponent = { type: "button", id: "save", label: "Save" };
  // @ts-expect-error there are no such components
  const unknown: CanvasComponent = { type: "video", url: "https://x" };
  // @ts-expect-error a text has four styles
  const loud: CanvasComponent = { type: "text", text: "Hi", style: "loud" };
  expectTypeOf([empty, idle, unknown, loud]).toBeArray();
});
