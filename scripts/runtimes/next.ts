import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { installTool } from "../install-tool.ts";
import { servingOf, startChild } from "./child.ts";
import type { Program, Runtime } from "./runtime.ts";

/** Route handlers get the request first; the second argument has the parameters of the path. */
const route = `import app from "../../program.mjs";
const serve = (request, context) => app.fetch(request, context);
export { serve as GET, serve as HEAD, serve as POST };
`;
const layout = "export default ({ children }) => children;\n";

/** The route handlers of Next.js, built for production. */
export const next: Runtime = {
  name: "Next.js",
  start: async () => {
    const folder = await installTool("interkit-runtimes/next", "next@16", async (_, npm) => {
      await npm("install", "react@19", "react-dom@19");
    });
    const manifest = path.join(folder, "node_modules/next/package.json");
    const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
    return {
      version,
      serve: async (program) => {
        await writeApp(folder, program);
        const building = command(folder, "build");
        await building.closed;
        if (building.process.exitCode !== 0) throw new Error(building.failure());
        const serving = command(folder, "start", "--hostname", "127.0.0.1", "--port", "0");
        return servingOf(serving, (line) => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]);
      },
      stop: async () => {},
    };
  },
};

async function writeApp(folder: string, program: Program): Promise<void> {
  await rm(path.join(folder, ".next"), { recursive: true, force: true });
  await mkdir(path.join(folder, "app/[...path]"), { recursive: true });
  const files = {
    "package.json": JSON.stringify({ private: true, type: "module" }),
    "program.mjs": program.browser,
    "app/layout.js": layout,
    "app/[...path]/route.js": route,
  };
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, name), text);
  }
}

const command = (folder: string, ...args: string[]) =>
  startChild(
    { file: process.execPath, flags: ["node_modules/next/dist/bin/next", ...args] },
    folder,
  );
