import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inject } from "vitest";
import { stringify } from "yaml";
import { boatsYaml, rootYaml } from "../../differences/support/boats.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** The folder of the description. */
export const folder = mkdtempSync(path.join(tmpdir(), "drift-"));

/** The files of a description. */
export const description = {
  "intercom.yaml": rootYaml,
  "resources/boats.yaml": boatsYaml(),
  "corrections.yaml": `
- id: boat-id
  versions: "2.16"
  what: The id of a boat is always there.
  why: Undeclared.
  evidence: the example
  facts: ["+ GET /boats/{} | 200 * .id | required"]
`,
};

/** What its corrections were accepted for. */
export const accepted = {
  "boat-id": { "+ response Boat.id | required": "2.16" },
};

mkdirSync(path.join(folder, "resources"));
writeAccepted(accepted);
for (const [name, text] of Object.entries(description)) {
  writeFileSync(path.join(folder, name), text);
}
cpSync(path.join(root, "openapi/extensions.yaml"), path.join(folder, "extensions.yaml"));

export function writeAccepted(lock: object) {
  writeFileSync(path.join(folder, "corrections.lock.json"), JSON.stringify(lock));
}

/** An official file with the boat of 2.16, in the form of Intercom's files: 3.0, other names, prose. */
export function official({
  openapi = "3.0.1",
  version = "2.16",
  properties = {},
  paths = {},
}: {
  openapi?: string;
  version?: string;
  properties?: Record<string, unknown>;
  paths?: Record<string, unknown>;
} = {}) {
  const owner = openapi.startsWith("3.0")
    ? { type: "string", nullable: true }
    : { type: ["string", "null"] };
  return {
    openapi,
    info: { title: "Intercom API", version },
    paths: {
      "/boats/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        get: {
          parameters: [
            { name: "Intercom-Version", in: "header", schema: { type: "string" } },
            { name: "sort", in: "query", schema: { type: "string" } },
          ],
          responses: {
            200: {
              description: "ok",
              content: { "application/json": { schema: { $ref: "#/components/schemas/boat" } } },
            },
          },
        },
      },
      ...paths,
    },
    components: {
      schemas: {
        boat: { type: "object", properties: { id: { type: "string" }, owner, ...properties } },
      },
    },
  };
}

let files = 0;

/** Runs the program on a file with this content, as `npm run drift` does. */
export function drift(content: string | object, ...options: string[]) {
  files += 1;
  const file = path.join(folder, `official-${files}.yaml`);
  writeFileSync(file, typeof content === "string" ? content : stringify(content));
  return run(file, ...options);
}

/** Runs the program `npm run drift` on files, or another one of this folder. */
export function run(file: string, ...options: string[]) {
  return runProgram("run.mjs", file, ...options);
}

export function runProgram(program: "run.mjs" | "watch.mjs", ...given: string[]) {
  const script = path.join(inject("programs"), program);
  const args = [script, ...given, "--description", folder];
  return new Promise<{ code: number; lines: string[]; errors: string[] }>((resolve) => {
    const child = execFile(process.execPath, args, { cwd: root }, (_, stdout, stderr) => {
      const split = (text: string) => text.split("\n").filter(Boolean);
      resolve({ code: child.exitCode ?? -1, lines: split(stdout), errors: split(stderr) });
    });
  });
}
