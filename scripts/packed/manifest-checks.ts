import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { installTool } from "../install-tool.ts";

/** Returns what is wrong with a packed package. */
export type ManifestCheck = (tarball: string) => Promise<readonly string[]>;

/** Whether types and code are found from every kind of project; ES modules alone are on purpose. */
export async function areTheTypesWrong(): Promise<ManifestCheck> {
  const name = "@arethetypeswrong/cli";
  const folder = await installTool("interkit-checks/attw", `${name}@0.18.5`);
  const command = path.join(folder, "node_modules", name, "dist/index.js");
  return async (tarball) => {
    const args = [command, tarball, "--profile", "esm-only", "--format", "json"];
    const run = promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
    const failed = await run.then(
      () => undefined,
      (error: { stdout?: string; message: string }) => error.stdout || error.message,
    );
    return failed === undefined ? [] : [`are the types wrong? ${failed.slice(0, 2_000)}`];
  };
}

interface PublintMessage {
  readonly path?: readonly string[];
}
interface Publint {
  publint(options: object): Promise<{ messages: readonly PublintMessage[]; pkg: object }>;
}
interface PublintUtils {
  formatMessage(message: object, pkg: object): string;
}

/** Whether a manifest matches the content of its package. */
export async function publint(): Promise<ManifestCheck> {
  const folder = await installTool("interkit-checks/publint", "publint@0.3.25");
  const module = (file: string) =>
    import(pathToFileURL(path.join(folder, "node_modules/publint/src", file)).href);
  const { publint: lint } = (await module("index-node.js")) as Publint;
  const { formatMessage } = (await module("utils.js")) as PublintUtils;
  return async (tarball) => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarball);
    const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
    const { messages, pkg } = await lint({ pack: { tarball: bytes }, strict: true });
    // Sources are found in the repository alone: packages have them within their source maps.
    const own = messages.filter((message) => !message.path?.includes("@interkit/source"));
    return own.map((message) => `publint: ${formatMessage(message, pkg)}`);
  };
}
