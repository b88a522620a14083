import type { FetchInit } from "@interkit/client";
import { createIntercom, type Intercom } from "@interkit/client/2.16";
import {
  createIntercom as createPreview,
  type Intercom as Preview,
} from "@interkit/client/preview";
import { createSandbox, type Sandbox } from "@interkit/sandbox";

/** A new sandbox, two clients of it, and every request that the clients sent. */
export interface TestSetup {
  readonly sandbox: Sandbox;
  readonly intercom: Intercom;
  readonly preview: Preview;
  readonly sent: Request[];
}

export function setup(): TestSetup {
  const sandbox = createSandbox({ token: "test-token" });
  const sent: Request[] = [];
  const options = {
    token: "test-token",
    fetch: (url: string, init: FetchInit) => {
      const request = new Request(url, init);
      sent.push(request.clone());
      return sandbox.fetch(request);
    },
  };
  return { sandbox, intercom: createIntercom(options), preview: createPreview(options), sent };
}

/** Formats the method and the path of a request, such as `"GET /contacts"`. */
export function formatRequest(request: Request): string {
  return `${request.method} ${new URL(request.url).pathname}`;
}
