import { createWebhooks } from "@interkit/webhooks";
import { createCanvasKit } from "@interkit/webhooks/canvas";
import { createConnections } from "@interkit/webhooks/connections";
import { createFinEvents } from "@interkit/webhooks/fin";
import { expect, onTestFinished, test, vi } from "vitest";
import { secret } from "./support/notification.ts";

/** The endpoints, each with an `onError` that is async and rejects, as one that loses its connection does. */
const endpoints = {
  "a webhook": (onError: () => void) => createWebhooks({ secret, onError }),
  createCanvasKit: (onError: () => void) =>
    createCanvasKit({ secret, onError }).configure(() => ({ results: {} })),
  createFinEvents: (onError: () => void) => createFinEvents({ secret, onError }),
  connections: (onError: () => void) => createConnections({ onError }).uninstalls({ secret }),
};

test.each(Object.entries(endpoints))(
  "onError of %s may reject: that is written to the console, and ends no process",
  async (name, create) => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    onTestFinished(() => {
      printed.mockRestore();
      process.off("unhandledRejection", unhandled);
    });
    const failure = new Error("the log is down");
    const endpoint = create(async () => {
      throw failure;
    });
    const request = new Request("https://example.com/", { method: "POST", body: "{}" });
    expect((await endpoint.fetch(request)).status).toBe(401);
    // Node finds rejections that nothing handles after all microtasks.
    await new Promise(setImmediate);
    expect(printed.mock.calls).toEqual([[`onError of ${name} failed:`, failure]]);
    expect(unhandled).not.toHaveBeenCalled();
  },
);
