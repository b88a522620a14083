import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createProxy } from "proxy";
import { expect, onTestFinished, test } from "vitest";
import { runModule } from "./support/run-module.ts";
import { json, serve } from "./support/serve.ts";

/** Older versions of Node do not have it. */
const hasEnvProxy = process.allowedNodeEnvironmentFlags.has("--use-env-proxy");

test.skipIf(!hasEnvProxy)(
  "a client without a fetch of its own sends through the proxy of NODE_USE_ENV_PROXY",
  async () => {
    const { url } = await serve(json(200, { id: "1" }));
    const targets: string[] = [];
    const note = ({ url = "" }: IncomingMessage) =>
      targets.push(url.replace(/^http:\/\/|\/me$/g, ""));
    // Some versions of Node send "CONNECT 127.0.0.1:80", and others "GET http://127.0.0.1:80/me".
    const proxy = createProxy().on("connect", note).on("request", note);
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as AddressInfo;
    const env = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: "" };
    const printed = await runModule(
      `
        import { createClient } from "@interkit/core/2.16";
        const { data } = await createClient({ token: "token", baseUrl: "${url}" }).GET("/me");
        console.log(JSON.stringify(data));
      `,
      env,
    );
    expect(printed).toBe('{"id":"1"}\n');
    expect(targets).toEqual([new URL(url).host]);
  },
);
