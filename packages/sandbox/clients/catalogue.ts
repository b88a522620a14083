import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { installTool, type Npm } from "../../../scripts/install-tool.ts";

/** A client as npm has it, in one exact version. */
export interface Client {
  readonly name: string;
  readonly version: string;
  /** The folder here that has its tests. */
  readonly tests: string;
  /** What npm installs, when it is not the client itself. */
  readonly wanted?: string;
  readonly unpack?: (folder: string, npm: Npm) => Promise<void>;
}

/** A node needs the release of `n8n-workflow` that its own release names. */
const n8n = { nodes: "2.41.2", workflow: "2.41.0" } as const;

/** The clients that the sandbox is tested with, unmodified from npm. */
export const catalogue = [
  { name: "@intercom/cli", version: "0.9.0", tests: "intercom-cli" },
  { name: "intercom-client", version: "3.2.1", tests: "intercom-client" },
  { name: "intercom-client", version: "4.0.0", tests: "intercom-client" },
  { name: "intercom-client", version: "5.0.0", tests: "intercom-client" },
  { name: "intercom-client", version: "7.0.3", tests: "intercom-client" },
  { name: "@activepieces/piece-intercom", version: "0.7.5", tests: "activepieces" },
  {
    name: "n8n-nodes-base",
    version: n8n.nodes,
    tests: "n8n",
    // The package has nodes for hundreds of services. The one for Intercom needs only this dependency.
    wanted: `n8n-workflow@${n8n.workflow}`,
    unpack: unpackIntercomNode,
  },
] as const satisfies readonly Client[];

/** `intercom-client 5.0.0`, as tests and tables call it. */
export type ClientId = { [K in keyof typeof catalogue]: Titled<(typeof catalogue)[K]> }[number];
type Titled<C> = C extends { name: infer N extends string; version: infer V extends string }
  ? `${N} ${V}`
  : never;

export const idOf = ({ name, version }: Client): ClientId => `${name} ${version}` as ClientId;

/** Installs a client, unless it is installed, and returns the folder of its `node_modules`. */
export function install({ name, version, wanted, unpack }: Client): Promise<string> {
  const place = `interkit-clients/${name.replace("/", "-")}-${version}`;
  return installTool(place, wanted ?? `${name}@${version}`, unpack);
}

async function unpackIntercomNode(folder: string, npm: Npm): Promise<void> {
  const printed = await npm("pack", "--ignore-scripts", `n8n-nodes-base@${n8n.nodes}`);
  const filename = printed.trim().split("\n").at(-1) ?? "";
  const into = path.join(folder, "node_modules", "n8n-nodes-base");
  await mkdir(into, { recursive: true });
  const files = [
    "package.json",
    "dist/nodes/Intercom",
    "dist/credentials/IntercomApi.credentials.js",
  ];
  await promisify(execFile)(
    "tar",
    [
      "-xzf",
      filename,
      "--strip-components=1",
      "-C",
      into,
      ...files.map((file) => `package/${file}`),
    ],
    { cwd: folder },
  );
}
