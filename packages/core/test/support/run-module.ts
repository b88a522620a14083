import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a module in a process of its own, and returns what it prints. */
export async function runModule(source: string, env: Record<string, string> = {}): Promise<string> {
  const flags = ["--conditions=@interkit/source", "--import=tsx", "--input-type=module"];
  const cwd = new URL("../..", import.meta.url);
  const options = { cwd, env: { ...process.env, ...env } };
  return (await promisify(execFile)(process.execPath, [...flags, "-e", source], options)).stdout;
}
