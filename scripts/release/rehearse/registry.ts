import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { firstLine, installTool } from "../../install-tool.ts";
import { CannotRun, Failure } from "./steps.ts";

/** What a registry says of a package. */
export interface Document {
  readonly "dist-tags": Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, { readonly dist: { readonly integrity: string } }>>;
}

/** A registry of this machine that has nothing but what is published to it. */
export interface Registry {
  readonly url: string;
  /** The variables with which npm publishes there, and nowhere else. */
  readonly settings: Readonly<Record<string, string>>;
  documentOf(name: string): Promise<Document>;
  /** Ends its process. */
  close(): Promise<void>;
}

/** Starts verdaccio, which is installed on demand: it is too large for a dependency. */
export async function startRegistry(folder: string): Promise<Registry> {
  const installed = await install();
  const port = await freePort();
  const config = path.join(folder, "registry.yaml");
  writeFileSync(config, configuration);
  // By node itself: npx would leave the server behind when it is ended.
  const args = [path.join(installed, "node_modules/verdaccio/bin/verdaccio")];
  const child = spawn(process.execPath, [...args, "-c", config, "-l", `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const url = `http://127.0.0.1:${port}/`;
  await answering(child, url);
  const userconfig = path.join(folder, "publish.npmrc");
  writeFileSync(userconfig, `//127.0.0.1:${port}/:_authToken=any\n`);
  return {
    url,
    settings: { npm_config_registry: url, npm_config_userconfig: userconfig },
    documentOf: async (name) => {
      const response = await fetch(`${url}${name.replace("/", "%2f")}`);
      if (!response.ok) throw new Failure(`the registry does not have ${name}: ${response.status}`);
      return (await response.json()) as Document;
    },
    close: () => end(child),
  };
}

/** Publishing within the scope needs no account; nothing comes from another registry. */
const configuration = `
storage: ./registry
uplinks: {}
packages: { "@interkit/*": { access: $all, publish: $all } }
log: { type: stdout, level: fatal }
web: { enable: false }
`;

async function install(): Promise<string> {
  try {
    // Its dependency `node-fetch@cjs` is a tag, which not every registry has.
    const overrides = { "node-fetch": "2.7.0" };
    return await installTool(
      "interkit-registry/verdaccio",
      "verdaccio@6.8.0",
      undefined,
      overrides,
    );
  } catch (error) {
    throw new CannotRun(`verdaccio cannot be installed here: ${firstLine(error)}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? (address?.port ?? 0) : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  let printed = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Failure(`verdaccio ended: ${printed.split("\n")[0]}`);
    const response = await fetch(`${url}-/ping`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await end(child);
  throw new Failure("verdaccio did not answer within two minutes");
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
