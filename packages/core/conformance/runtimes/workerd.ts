import { createRequire } from "node:module";
import type { Complaints } from "./run-cases.ts";
import type { Runtime } from "./runtime.ts";

const common = { compatibilityDate: "2025-01-01", cf: false } as const;

/** The runtime of Cloudflare's workers. */
export const workerd: Runtime = {
  name: "workerd",
  start: async () => {
    const { Miniflare } = await import("miniflare");
    // A trivial worker runs first: if it fails, workerd does not run on this machine.
    const script = "export default { fetch: () => new Response() };";
    const worker = new Miniflare({ ...common, modules: true, script });
    await worker.ready;
    return {
      version: version(),
      runCases: async ({ modules, serverUrl }) => {
        const contents = `import { runCases } from "./run-cases.js";
          export default {
            fetch: async () => Response.json(await runCases(${JSON.stringify(serverUrl)})),
          };`;
        await worker.setOptions({
          ...common,
          modules: [
            { type: "ESModule", path: "main.js", contents },
            { type: "ESModule", path: "run-cases.js", contents: modules.browser },
          ],
        });
        const response = await worker.dispatchFetch("https://worker.test/");
        return (await response.json()) as Complaints;
      },
      stop: () => worker.dispose(),
    };
  },
};

/** It comes with miniflare, and may be one of several. */
function version(): string {
  const miniflare = createRequire(import.meta.url).resolve("miniflare");
  const found = createRequire(miniflare)("workerd/package.json") as { version: string };
  return found.version;
}
