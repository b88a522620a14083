import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { Problem } from "./problems.ts";
import type { Source } from "./source.ts";
import { objectsIn } from "./walk.ts";

/** What only `intercom.yaml` has. */
const OF_THE_ROOT = ["x-api-versions", "x-latest-version", "x-common-errors"];

/** Holds every `x-…` field of the source against its schema in `extensions.yaml`. */
export function checkExtensions(folder: string, source: Source, problems: Problem[]): void {
  const schemas = parse(readFileSync(path.join(folder, "extensions.yaml"), "utf8"));
  const ajv = new Ajv2020();
  const known = Object.keys(schemas);
  const validators = new Map(known.map((name) => [name, ajv.compile(schemas[name])]));
  for (const object of objectsIn(source.document)) {
    for (const [name, value] of Object.entries(object)) {
      if (!name.startsWith("x-")) continue;
      const validate = validators.get(name);
      if (validate?.(value)) continue;
      const [error] = validate?.errors ?? [];
      problems.push({
        position: source.positionOf(value) ?? source.positionOf(object),
        mistake: error
          ? `${name}${error.instancePath} ${error.message}`
          : `unknown extension "${name}"`,
        mend: error
          ? `see ${name} in openapi/README.md`
          : `use one of ${known.filter((field) => !OF_THE_ROOT.includes(field)).join(", ")}`,
      });
    }
  }
}
