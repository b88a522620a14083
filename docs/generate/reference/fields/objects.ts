import { lookUp } from "../../../../openapi/src/schemas.ts";
import type { ApiMethod, ApiVersion } from "../model/api.ts";
import { type FieldRow, placesOf, rowsOf } from "./rows.ts";
import { referencesIn, typeOf } from "./types.ts";

/** A schema of one version. */
export interface DescribedObject {
  readonly name: string;
  readonly description: string;
  /** Its fields; none where it is one of several other schemas, or no object. */
  readonly rows: readonly FieldRow[];
  /** What it is, where it has no fields. */
  readonly type: string;
}

/** The body or a response of a method. */
export interface DescribedPayload {
  readonly type: string;
  readonly rows: readonly FieldRow[];
  readonly description: string;
}

/** The schemas of one version, each described on its first use. */
export class Objects {
  readonly #version: ApiVersion;
  readonly #known = new Map<string, DescribedObject>();

  constructor(version: ApiVersion) {
    this.#version = version;
  }

  get(name: string): DescribedObject {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const { document } = this.#version;
    const schema = lookUp(document, `#/components/schemas/${name}`) ?? {};
    // Without the reference, members of a union keep their names.
    const { words } = typeOf(document, schema);
    const isChoice = referencesIn(words).length > 1;
    const rows = isChoice ? [] : rowsOf(document, schema, placesOf(document, name));
    const { description = "" } = schema;
    const made = { name, rows, type: words, description: String(description) };
    this.#known.set(name, made);
    return made;
  }

  /** The body of a method: its fields where it is an object, otherwise its type, or the types it may have. */
  body({ operation }: ApiMethod): DescribedPayload | undefined {
    const schema = operation.body?.schema as Parameters<typeof typeOf>[1];
    if (schema === undefined) return undefined;
    const { document } = this.#version;
    const { words } = typeOf(document, schema);
    const { $ref } = schema as { readonly $ref?: string };
    const [name, ...others] = $ref === undefined ? [] : referencesIn(words);
    if (name !== undefined && others.length === 0) return this.get(name);
    const described = $ref === undefined ? undefined : lookUp(document, $ref)?.["description"];
    const rows = others.length > 0 ? [] : rowsOf(document, schema, []);
    return { type: words, rows, description: String(described ?? "") };
  }

  /** The type of a method's result, and where it is a list the type of its items. */
  results({
    method,
  }: ApiMethod): { readonly status: string; readonly type: string; readonly words: string }[] {
    return method.responses.map(({ status, schema, mediaType, words }) => {
      const isJson = mediaType?.endsWith("json") === true;
      const type = isJson ? typeOf(this.#version.document, schema).words : (mediaType ?? "no body");
      return { status, type, words };
    });
  }

  /** The schemas that the description of a method refers to, and those that these refer to. */
  reachedBy(method: ApiMethod): Set<string> {
    const body = this.body(method);
    const words = [
      ...this.results(method).map(({ type }) => type),
      ...(body === undefined
        ? []
        : [...body.rows.map(({ type }) => type), ...(body.rows.length > 0 ? [] : [body.type])]),
    ];
    const reached = new Set<string>();
    const open = words.flatMap(referencesIn);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      const { rows, type } = this.get(name);
      open.push(
        ...[...rows.map((row) => row.type), ...(rows.length > 0 ? [] : [type])].flatMap(
          referencesIn,
        ),
      );
    }
    return reached;
  }
}
