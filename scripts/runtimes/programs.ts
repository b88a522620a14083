import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { installNode } from "../install-node.ts";
import { installTool } from "../install-tool.ts";
import { type Executable, runProgram, serveProgram } from "./child.ts";
import type { Runtime } from "./runtime.ts";

const listens = { hostname: "127.0.0.1", port: 0 };

/** Serves `app`, an object with `fetch`, and calls `report` with the URL; in each runtime its own way. */
const servers = {
  node: `import { createServer } from "node:http";
    const server = createServer(app.listener);
    server.listen(0, "127.0.0.1", () => report("http://127.0.0.1:" + server.address().port));`,
  bun: `const server = Bun.serve({ ...${JSON.stringify(listens)}, fetch: app.fetch });
    report(server.url.origin);`,
  deno: `Deno.serve(
      {
        ...${JSON.stringify(listens)},
        onListen: ({ port }) => report("http://127.0.0.1:" + port),
      },
      app.fetch,
    );`,
};

export function node(major: number): Runtime {
  return program(`Node ${major}`, servers.node, [], async () => ({
    file: await installNode(major),
  }));
}

/** Node, and `nodeFetch` with the connections of a version of undici. */
export function nodeWithUndici(major: number, version: number): Runtime {
  return program(`Node ${major} with undici ${version}`, undefined, [], async () => ({
    file: await installNode(major),
    undici: await installTool(`interkit-runtimes/undici-${version}`, `undici@${version}`),
  }));
}

export const bun: Runtime = program("Bun", servers.bun, ["run"], async () => {
  const tool = await installTool("interkit-runtimes/bun", "bun@1");
  const folder = path.join(tool, "node_modules", "@oven");
  return { file: path.join(folder, await onlyFolderIn(folder), "bin", executable("bun")) };
});

const denoFlags = ["run", "--quiet", "--no-prompt", "--allow-net"];

export const deno: Runtime = program("Deno", servers.deno, denoFlags, async () => {
  const tool = await installTool("interkit-runtimes/deno", "deno@2");
  const folder = path.join(tool, "node_modules", "@deno");
  return { file: path.join(folder, await onlyFolderIn(folder), executable("deno")) };
});

/** A runtime that is a program, and runs a file. */
function program(
  name: string,
  server: string | undefined,
  flags: readonly string[],
  find: () => Promise<Omit<Executable, "flags">>,
): Runtime {
  return {
    name,
    start: async () => {
      const found = { ...(await find()), flags: [...flags, "main.mjs"] };
      const { stdout } = await promisify(execFile)(found.file, ["--version"], { timeout: 30_000 });
      return {
        version: /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout.trim(),
        run: (module, argument) => runProgram(found, module, argument),
        serve: server === undefined ? undefined : (module) => serveProgram(found, module, server),
        stop: async () => {},
      };
    },
  };
}

const executable = (name: string) => (process.platform === "win32" ? `${name}.exe` : name);

/** npm installs what is for this machine alone. */
async function onlyFolderIn(folder: string): Promise<string> {
  const [first] = await readdir(folder);
  if (first === undefined) throw new Error("npm has none for this machine");
  return first;
}
