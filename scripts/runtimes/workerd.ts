import { createRequire } from "node:module";
import type { Program, Runtime } from "./runtime.ts";

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
    const load = (contents: string, { browser }: Program) =>
      worker.setOptions({
        ...common,
        modules: [
          { type: "ESModule", path: "main.js", contents },
          { type: "ESModule", path: "program.js", contents: browser },
        ],
      });
    return {
      version: version(),
      run: async (program, argument) => {
        const main = `import { run } from "./program.js";
          export default {
            fetch: async () => Response.json(await run(${JSON.stringify(argument)})),
          };`;
        await load(main, program);
        const response = await worker.dispatchFetch("https://worker.test/");
        return response.json();
      },
      serve: async (program) => {
        await load(`export { default } from "./program.js";`, program);
        return { url: (await worker.ready).origin, stop: async () => {} };
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
