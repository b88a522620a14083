import { bundle } from "../../../../scripts/runtimes/bundle.ts";
import type { Complaints, Suite } from "../../../../scripts/runtimes/suite.ts";
import { cases } from "../cases.ts";
import { hostileServer } from "../hostile-server.ts";
import { impossible } from "./impossible.ts";

/** The promises of the transport, which each runtime tries against a server that fails on purpose. */
export const transport: Suite = {
  name: "transport",
  promises: cases.map(({ promise }) => promise),
  impossible,
  fits: ({ run }) => run !== undefined,
  start: async () => {
    const module = new URL("run-cases.ts", import.meta.url);
    const browser = await bundle("browser", module);
    const program = {
      node: await bundle("node", module),
      browser,
      pool: await bundle("node", new URL("run-cases-in-pool.ts", import.meta.url)),
    };
    const server = await hostileServer((path) =>
      path === "/run-cases.js" ? browser : "<!doctype html><title>Promises</title>",
    );
    const url = `${server.url}/_page/run-cases.js`;
    return {
      run: async (running) => (await running.run?.({ ...program, url }, server.url)) as Complaints,
      close: () => server.close(),
    };
  },
};
