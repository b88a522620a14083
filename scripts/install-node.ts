import path from "node:path";
import { installTool } from "./install-tool.ts";

/** The `node` of a major version: the one that we run on, or npm's. */
export async function installNode(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  // The package `node` only chooses among these, and by an install script.
  const system = process.platform === "win32" ? "win" : process.platform;
  const prefix = system === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = [prefix, system, process.arch].join("-");
  const folder = await installTool(`interkit-runtimes/node-${major}`, `${name}@${major}`);
  const file = system === "win" ? "node.exe" : "node";
  return path.join(folder, "node_modules", name, "bin", file);
}
