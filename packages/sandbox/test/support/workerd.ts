import type { Miniflare } from "miniflare";
import { onTestFinished, type TestContext } from "vitest";

/** Runs a bundled worker, or skips the test where workerd, which runs it, does not start. */
export async function startWorker(
  { skip }: TestContext,
  files: ReadonlyMap<string, string>,
): Promise<Miniflare> {
  const common = { compatibilityDate: "2025-01-01", cf: false };
  const script = "export default { fetch: () => new Response() };";
  // An empty worker is started first: it fails only when workerd does not start.
  const worker = await import("miniflare")
    .then(async ({ Miniflare }) => {
      const first = new Miniflare({ ...common, modules: true, script });
      await first.ready;
      return first;
    })
    .catch((error: unknown) => skip(`workerd does not start: ${String(error)}`));
  onTestFinished(() => worker.dispose());
  await worker.setOptions({
    ...common,
    // The entry point must be the first file.
    modules: [...files]
      .sort(([name]) => (name === "index.js" ? -1 : 1))
      .map(([path, contents]) => ({ type: "ESModule" as const, path, contents })),
  });
  return worker;
}
