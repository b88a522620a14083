import type { FetchInit } from "@interkit/client";
import { createIntercom, type Intercom } from "@interkit/client/2.16";
import {
  createIntercom as createPreview,
  type Intercom as Preview,
} from "@interkit/client/preview";
import { createSandbox, type Sandbox } from "@interkit/sandbox";

/** A new sandbox, clients of it, and every request that they send. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly intercom: Intercom;
  readonly preview: Preview;
  readonly sent: Request[];
}

export function bench(): Bench {
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

/** `"GET /contacts"`: what a request asked for, without host and query. */
export function asked(request: Request): string {
  return `${request.method} ${new URL(request.url).pathname}`;
}
