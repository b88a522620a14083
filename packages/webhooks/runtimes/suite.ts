import { bundle } from "../../../scripts/runtimes/bundle.ts";
import type { Complaints, Suite } from "../../../scripts/runtimes/suite.ts";
import { connectionPromises } from "./connection-promises.ts";
import { AppUnderTest, type EndpointPromise, promises as endpointPromises } from "./promises.ts";

const promises = [...endpointPromises, ...connectionPromises];

/** The promises of endpoints, in an app that each runtime serves. */
export const endpoints: Suite = {
  name: "webhooks",
  promises: promises.map(({ promise }) => promise),
  impossible: {},
  fits: ({ serve }) => serve !== undefined,
  start: async () => {
    const module = (file: string) => new URL(file, import.meta.url);
    const program = {
      node: await bundle("node", module("app.node.ts")),
      browser: await bundle("browser", module("app.ts")),
    };
    return {
      run: async (running) => {
        const serving = await running.serve?.(program);
        if (serving === undefined) throw new Error("it has no server");
        try {
          return await complaintsOf(new AppUnderTest(serving.url));
        } finally {
          await serving.stop();
        }
      },
      close: async () => {},
    };
  },
};

async function complaintsOf(app: AppUnderTest): Promise<Complaints> {
  const complaints: (string | null)[] = [];
  for (const one of promises) complaints.push(await complaintOf(one, app));
  return complaints;
}

async function complaintOf(one: EndpointPromise, app: AppUnderTest): Promise<string | null> {
  try {
    await one.run(app);
    return null;
  } catch (error) {
    return String(error);
  }
}
