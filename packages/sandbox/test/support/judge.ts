import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/**
 * Holds answers against the bundles, with a validator and a lookup of its own: nothing of it is
 * shared with the engine that gave the answers.
 */
const require = createRequire(import.meta.url);

interface Media {
  content?: Record<string, { schema?: object }>;
  $ref?: string;
}

interface Document {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, Media> }>>;
  components: { responses: Record<string, Media> };
}

const documents = new Map<string, Document>();
const validators = new Map<string, ValidateFunction | undefined>();
const ajvs = new Map<string, Ajv2020>();

export function readBundle(version: string): Document {
  let document = documents.get(version);
  if (!document) {
    const file = require.resolve(`@interkit/openapi/${version.toLowerCase()}.json`);
    document = JSON.parse(readFileSync(file, "utf8")) as Document;
    documents.set(version, document);
  }
  return document;
}

/** What is wrong with an answer, in words; `undefined` when it is as described. */
export function faults(
  version: string,
  method: string,
  path: string,
  status: number,
  body: unknown,
): string | undefined {
  const template = findPath(readBundle(version), method, path);
  if (template === undefined) return undefined;
  const validate = validator(version, method.toLowerCase(), template, status);
  if (!validate) {
    // One operation declares no success at all: what it answers then, nobody has said.
    const { responses = {} } = readBundle(version).paths[template]?.[method.toLowerCase()] ?? {};
    if (status < 400 && Object.keys(responses).every((key) => !(Number(key) < 400))) {
      return undefined;
    }
    return body === undefined
      ? undefined
      : `${status} of ${method} ${template} declares no content`;
  }
  if (validate(body)) return undefined;
  const errors = (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || "/"} ${message}`,
  );
  return `${version} ${method} ${template} ${status}: ${errors.slice(0, 4).join("; ")}`;
}

function validator(
  version: string,
  method: string,
  template: string,
  status: number,
): ValidateFunction | undefined {
  const key = `${version} ${method} ${template} ${status}`;
  if (validators.has(key)) return validators.get(key);
  const responses = readBundle(version).paths[template]?.[method]?.responses ?? {};
  // Intercom answers errors that it does not declare; they all have one form.
  const found: Media | undefined =
    responses[status] ??
    (status >= 400 ? { $ref: "#/components/responses/BadRequest" } : undefined);
  const media = found?.$ref
    ? readBundle(version).components.responses[found.$ref.split("/").at(-1) ?? ""]
    : found;
  const schema = media?.content?.["application/json"]?.schema;
  const validate = schema && ajv(version).compile(rebase(schema) as object);
  validators.set(key, validate);
  return validate;
}

function ajv(version: string): Ajv2020 {
  let instance = ajvs.get(version);
  if (!instance) {
    instance = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(instance);
    instance.addSchema({ $id: "bundle", ...rebase(readBundle(version)) });
    ajvs.set(version, instance);
  }
  return instance;
}

/** References into the document, from wherever a schema of it is used. */
function rebase(value: unknown): object {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/', '"bundle#/')) as object;
}

function findPath(document: Document, method: string, path: string): string | undefined {
  const parts = path.split("/");
  const fits = Object.keys(document.paths).filter((template) => {
    const own = template.split("/");
    if (!document.paths[template]?.[method.toLowerCase()]) return false;
    return (
      own.length === parts.length && own.every((part, i) => /^\{/.test(part) || part === parts[i])
    );
  });
  return fits.sort((a, b) => a.split("{").length - b.split("{").length)[0];
}
