import path from "node:path";
import { installTool } from "../install-tool.ts";
import { compilers } from "./matrix.ts";

const folderOf = (version: string) => `interkit-compilers/${version}`;

/** Installs every compiler of the matrix, unless it is there already. */
export async function installCompilers(): Promise<void> {
  for (const version of compilers) await installTool(folderOf(version), `typescript@${version}`);
}

/** The `tsc` of a version that has been installed. */
export function compilerOf(version: string): string {
  const place = `../../node_modules/.cache/${folderOf(version)}`;
  return path.resolve(import.meta.dirname, place, "node_modules/typescript/bin/tsc");
}
