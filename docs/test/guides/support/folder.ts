import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Block, root } from "../../../../scripts/docs/blocks.ts";
import { fileNameOf, isProgram } from "./pages.ts";

/** A folder as a reader has it: the packages are installed, and the files that the page shows are there. */
export interface ReaderFolder {
  readonly path: string;
  write(name: string, content: string): string;
  /** A folder of programs: `interkit`, and an `npx` that downloads nothing. */
  tools(): string;
  remove(): void;
}

const main = path.join(root, "packages", "cli", "dist", "main.js");

export function readerFolder(files: readonly Block[] = []): ReaderFolder {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-guide-"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  write("package.json", '{ "type": "module" }\n');
  for (const block of files) {
    const name = fileNameOf(block);
    if (name !== undefined && !isProgram(block)) write(name, block.code);
  }
  return {
    path: folder,
    write,
    tools: () => {
      const installed = path.join(root, "node_modules", ".bin");
      const tool = (name: string, line: string) =>
        chmodSync(write(`.tools/${name}`, `#!/bin/sh\n${line}\n`), 0o755);
      tool("interkit", `exec "${process.execPath}" "${main}" "$@"`);
      tool(
        "npx",
        `[ "$1" = interkit ] && { shift; exec interkit "$@"; }\ntool=$1; shift; exec "${installed}/$tool" "$@"`,
      );
      return path.join(folder, ".tools");
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
