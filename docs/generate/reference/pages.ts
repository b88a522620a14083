import type { Page } from "../page.ts";
import { createRunner, createWorkspace, type Example } from "./examples/run.ts";
import { Reference } from "./markdown/context.ts";
import { versionPages } from "./markdown/pages.ts";
import { type Api, readApi } from "./model/api.ts";

/**
 * The pages of the API reference: one for each resource in each version, and an index for each version.
 *
 * @throws {Error} with one line that names the method whose example fails in the sandbox.
 */
export async function pages(): Promise<Page[]> {
  const api = readApi();
  const reference = new Reference(api, await runExamples(api));
  return api.versions.flatMap((version) => versionPages(reference, version));
}

/** The example of every method in every version, each run in the same workspace. */
async function runExamples({ versions }: Api): Promise<Map<string, Map<string, Example>>> {
  const workspace = await createWorkspace();
  const all = new Map<string, Map<string, Example>>();
  for (const version of versions) {
    const runner = await createRunner(version, workspace);
    const examples = new Map<string, Example>();
    for (const method of version.methods) examples.set(method.id, await runner.run(method));
    all.set(version.name, examples);
  }
  return all;
}
