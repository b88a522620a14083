import assert from "node:assert/strict";
import { signBody } from "@interkit/webhooks";
import { notification, secret } from "../test/support/notification.ts";

/** One promise of an endpoint, and how it is tried over HTTP. It throws when the promise is broken. */
export interface EndpointPromise {
  readonly promise: string;
  run(app: AppUnderTest): Promise<void>;
}

/** A notification that an endpoint of the app has handled. */
interface Handled {
  readonly path: string;
  readonly id: unknown;
  readonly item: unknown;
}

/** An app that is served somewhere. */
export class AppUnderTest {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  send(path: string, init: RequestInit): Promise<Response> {
    // A server may close a connection whose request it has not read to its end.
    const headers = { ...init.headers, Connection: "close" };
    return fetch(new URL(path, this.#url), { ...init, headers });
  }

  /** Sends a body as Intercom does, and resolves to the status. */
  async deliver(path: string, body: string, headers = {}): Promise<number> {
    const signature = await signBody(body, { secret });
    const init = { method: "POST", headers: { ...signature, ...headers }, body };
    const response = await this.send(path, init);
    assert.equal(await response.text(), "");
    return response.status;
  }

  /** The items of a notification, one for each time that it was handled. */
  async handled(body: string): Promise<unknown[]> {
    const { id } = JSON.parse(body) as { id: string };
    return (await this.#all()).filter((one) => one.id === id).map(({ item }) => item);
  }

  /** The items that the endpoint at a path has handled, in their order. */
  async order(path: string): Promise<unknown[]> {
    return (await this.#all()).filter((one) => one.path === path).map(({ item }) => item);
  }

  async #all(): Promise<readonly Handled[]> {
    const response = await this.send("/handled", {});
    return ((await response.json()) as { handled: Handled[] }).handled;
  }

  /** Waits until a notification was handled, for a minute at most. */
  async until(body: string): Promise<void> {
    for (let tries = 0; tries < 1_200; tries++) {
      if ((await this.handled(body)).length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail("the notification was not handled");
  }
}

const contact = { type: "contact", id: "1", name: "Ada 🐙 Lovelace" };
const made = (item: object = contact) => notification("contact.user.created", item);

export const promises: readonly EndpointPromise[] = [
  {
    promise: "Several first requests at once are all handled",
    run: async (app) => {
      const bodies = [made(), made(), made()];
      const statuses = await Promise.all(bodies.map((body) => app.deliver("/webhooks", body)));
      assert.deepEqual(statuses, [200, 200, 200]);
      for (const body of bodies) assert.deepEqual(await app.handled(body), [contact]);
    },
  },
  {
    promise: "A HEAD request is answered with 200",
    run: async (app) => {
      assert.equal((await app.send("/webhooks", { method: "HEAD" })).status, 200);
    },
  },
  {
    promise: "Other methods are answered with 405",
    run: async (app) => {
      const response = await app.send("/webhooks", {});
      assert.equal(response.status, 405);
      assert.equal(response.headers.get("Allow"), "HEAD, POST");
    },
  },
  {
    promise: "A notification that comes twice is handled once",
    run: async (app) => {
      const body = made();
      assert.equal(await app.deliver("/webhooks", body), 200);
      assert.equal(await app.deliver("/webhooks", body), 200);
      assert.deepEqual(await app.handled(body), [contact]);
    },
  },
  {
    promise: "The signature is one of the bytes, whatever their form and content type",
    run: async (app) => {
      const body = `\r\n${made()}\t\n`;
      for (const type of ["text/plain", "application/json; charset=latin1", ""]) {
        assert.equal(await app.deliver("/webhooks", body, { "Content-Type": type }), 200);
      }
      assert.deepEqual(await app.handled(body), [contact]);
    },
  },
  {
    promise: "A body that was changed, or has no signature, is answered with 401",
    run: async (app) => {
      const body = made();
      const signature = await signBody(body, { secret });
      const changed = body.replace("Ada", "Eve");
      const forged = await app.send("/webhooks", {
        method: "POST",
        headers: signature,
        body: changed,
      });
      assert.equal(forged.status, 401);
      assert.equal((await app.send("/webhooks", { method: "POST", body })).status, 401);
      const asApp = await signBody(body, { secret, kind: "app" });
      const response = await app.send("/webhooks", { method: "POST", headers: asApp, body });
      assert.equal(response.status, 401);
      assert.deepEqual(await app.handled(body), []);
    },
  },
  {
    promise: "A body that is too large is answered with 413",
    run: async (app) => {
      const body = made({ ...contact, note: "x".repeat(100_001) });
      assert.equal(await app.deliver("/webhooks", body), 413);
    },
  },
  {
    promise: "A failure is answered with 500, and the notification is handled when it comes again",
    run: async (app) => {
      const body = made({ ...contact, fails: true });
      assert.equal(await app.deliver("/webhooks", body), 500);
      assert.equal(await app.deliver("/webhooks", body), 200);
      assert.equal((await app.handled(body)).length, 2);
      assert.equal(await app.deliver("/webhooks", body), 200);
      assert.equal((await app.handled(body)).length, 2);
    },
  },
  {
    promise: "A slow handler is answered with 503 in time",
    run: async (app) => {
      assert.equal(await app.deliver("/in-time", made({ ...contact, afterMs: 1_000 })), 503);
    },
  },
  {
    promise: "The work goes on after a response that comes before it",
    run: async (app) => {
      const body = made({ ...contact, afterMs: 3_000 });
      assert.equal(await app.deliver("/before-work", body), 200);
      assert.deepEqual(await app.handled(body), []);
      await app.until(body);
    },
  },
  {
    promise: "Notifications with one key are handled one after the other",
    run: async (app) => {
      const first = app.deliver("/in-order", made({ afterMs: 1_500, number: 1 }));
      // It comes first, also on a busy machine.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const second = app.deliver("/in-order", made({ number: 2 }));
      assert.deepEqual(await Promise.all([first, second]), [200, 200]);
      assert.deepEqual(await app.order("/in-order"), [
        { afterMs: 1_500, number: 1 },
        { number: 2 },
      ]);
    },
  },
  {
    promise: "verifySignature resolves to the bytes of a request",
    run: async (app) => {
      const body = "{ }";
      const headers = await signBody(body, { secret, kind: "app" });
      const response = await app.send("/verify", { method: "POST", headers, body });
      assert.equal(await response.json(), 3);
    },
  },
  {
    promise: "A request of Canvas Kit is answered with a canvas",
    run: async (app) => {
      const body = JSON.stringify({ workspace_id: "ex4mple1", workspace_region: "US" });
      const headers = await signBody(body, { secret, kind: "app" });
      const response = await app.send("/initialize", { method: "POST", headers, body });
      assert.equal(response.status, 200);
      const { canvas } = (await response.json()) as {
        canvas: { content: { components: object[] } };
      };
      assert.deepEqual(canvas.content.components, [{ type: "text", text: "Welcome to ex4mple1" }]);
      assert.equal((await app.send("/initialize", { method: "POST", body })).status, 401);
    },
  },
  {
    promise: "The stream of Fin is read to its end",
    run: async (app) => {
      const event = { event_name: "fin_status_updated", conversation_id: "1", status: "complete" };
      const body = `data: ${JSON.stringify(event)}\r\n\r\n`;
      const response = await app.send("/stream", { method: "POST", body });
      assert.deepEqual(await response.json(), ["fin_status_updated"]);
    },
  },
];
