import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { type Cache, NO_CACHE } from "../cache.ts";
import { checkDeprecatedValues } from "./deprecation.ts";
import { checkForm } from "./form.ts";
import type { Problem } from "./problems.ts";
import type { JsonObject, Source } from "./source.ts";
import { objectsIn } from "./walk.ts";

/** The extensions of the root file alone. */
const OF_THE_ROOT = ["x-api-versions", "x-latest-version", "x-common-errors", "x-notification"];

/** Checks the keys of each file: those of OpenAPI, and each `x-…` against its schema in `extensions.yaml`. */
export function checkFiles(
  folder: string,
  source: Source,
  problems: Problem[],
  cache: Cache = NO_CACHE,
): void {
  const text = readFileSync(path.join(folder, "extensions.yaml"), "utf8");
  let validators: Validators | undefined;
  for (const content of source.files.values()) {
    cache.remember(
      "files",
      () => [text, JSON.stringify(content), ...source.versions],
      () => {
        validators ??= validatorsOf(text);
        const before = problems.length;
        checkForm(content, source, problems);
        checkExtensions(content, source, validators, problems);
        checkDeprecatedValues(content, source, problems);
        return problems.length === before ? true : undefined;
      },
    );
  }
}

type Validators = ReadonlyMap<string, ValidateFunction>;

function validatorsOf(text: string): Validators {
  const schemas = parse(text);
  const ajv = new Ajv2020();
  return new Map(Object.keys(schemas).map((name) => [name, ajv.compile(schemas[name])]));
}

function checkExtensions(
  content: JsonObject,
  source: Source,
  validators: Validators,
  problems: Problem[],
): void {
  const known = [...validators.keys()];
  for (const object of objectsIn(content)) {
    for (const [name, value] of Object.entries(object)) {
      if (!name.startsWith("x-")) continue;
      const validate = validators.get(name);
      if (name === "x-deprecated" && object["deprecated"] !== true) {
        problems.push({
          position: source.positionOf(object),
          mistake: "x-deprecated stands beside nothing that is deprecated",
          fix: "write deprecated: true as well",
        });
      }
      if (validate?.(value)) continue;
      const [error] = validate?.errors ?? [];
      problems.push({
        position: source.positionOf(value) ?? source.positionOf(object),
        mistake: error
          ? `${name}${error.instancePath} ${error.message}`
          : `unknown extension "${name}"`,
        fix: error
          ? `see ${name} in openapi/README.md`
          : `use one of ${known.filter((field) => !OF_THE_ROOT.includes(field)).join(", ")}`,
      });
    }
  }
}
