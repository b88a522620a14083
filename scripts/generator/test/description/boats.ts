import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Bundle, bundleAll } from "interkit-generator/description/bundle";
import { afterEach } from "vitest";

// Small descriptions for the tests of the bundler.

const ROOT = `
openapi: 3.1.0
x-api-versions: ["2.9", "2.10", "2.11", Preview]
info: { title: Test, version: "" }
tags: [{ name: Boats }]
`;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Bundles resource files, evidence and lines of the root given as text; returns the bundles by version. */
export function bundle(
  files: Record<string, string>,
  evidence = "",
  root = "",
): Record<string, Bundle["document"]> {
  const folder = mkdtempSync(path.join(tmpdir(), "description-"));
  folders.push(folder);
  mkdirSync(path.join(folder, "resources"));
  mkdirSync(path.join(folder, "evidence"));
  writeFileSync(path.join(folder, "evidence/boats.yaml"), evidence || "[]");
  writeFileSync(path.join(folder, "intercom.yaml"), `${ROOT}${root}\n`);
  const extensions = path.resolve(import.meta.dirname, "../../../../openapi/extensions.yaml");
  copyFileSync(extensions, path.join(folder, "extensions.yaml"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(folder, "resources", name), text);
  }
  return Object.fromEntries(bundleAll(folder).map(({ version, document }) => [version, document]));
}

/** A resource file with one operation that answers with `Boat`, whose schema is given. */
export function boat(schema: string, operation = ""): string {
  return `
paths:
  /boats/{boat_id}:
    get:
      operationId: boats.get
      tags: [Boats]
${indent(operation, 6)}
      parameters:
        - { name: boat_id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The boat.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Boat" }
components:
  schemas:
    Boat:
${indent(schema, 6)}
`;
}

const indent = (text: string, by: number): string =>
  text.replace(/^(?=.)/gm, " ".repeat(by)).replace(/^\n/, "");

// biome-ignore lint/suspicious/noExplicitAny: the tests read into documents of their own making
export const schemaOf = (document: any, name = "Boat"): any => document.components.schemas[name];
