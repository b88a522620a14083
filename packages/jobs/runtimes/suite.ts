import { bundle } from "../../../scripts/runtimes/bundle.ts";
import type { Complaints, Suite } from "../../../scripts/runtimes/suite.ts";
import { promises } from "./promises.ts";

/** The promises of jobs in each Node with `node:sqlite`. Node 20 has the package libsql, with which `npm test` runs. */
export const jobs: Suite = {
  name: "jobs",
  promises: promises.map(({ promise }) => promise),
  impossible: {},
  fits: ({ run }, name) => run !== undefined && /^Node (?!20)\d+$/.test(name),
  start: async () => {
    const text = await bundle("node", new URL("program.ts", import.meta.url));
    return {
      run: async (running) =>
        (await running.run?.({ node: text, browser: text }, "")) as Complaints,
      close: async () => {},
    };
  },
};
