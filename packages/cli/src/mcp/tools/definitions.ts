import type { Schema } from "../../catalog/catalog.ts";

const prefix = "#/components/schemas/";

/** What only tools of OpenAPI read, and examples, which would double the size of a schema. */
const leftOut = new Set(["discriminator", "example", "examples", "externalDocs", "xml"]);

/** The values of these keywords are names with schemas, or data: nothing in them is a keyword. */
const namedSchemas = new Set(["properties", "$defs", "patternProperties"]);
const data = new Set(["const", "default", "enum", "required"]);

/**
 * Copies schemas of an OpenAPI description into JSON Schema that stands on its own. A schema that `$ref` names
 * is added to the definitions once, also one that contains itself.
 */
export class SchemaCopy {
  /** The schemas that were referred to, by their names. */
  readonly definitions: Record<string, Schema> = {};
  readonly #schemas: Readonly<Record<string, Schema>>;

  constructor(schemas: Readonly<Record<string, Schema>>) {
    this.#schemas = schemas;
  }

  /** The schema itself, or the one that its `$ref` names. */
  resolve(schema: Schema): Schema {
    const { $ref } = schema;
    if (typeof $ref !== "string") return schema;
    return this.resolve(this.#schemas[$ref.slice(prefix.length)] ?? {});
  }

  copy(schema: Schema): Schema {
    const kept = Object.entries(schema).filter(
      ([keyword]) => !leftOut.has(keyword) && !keyword.startsWith("x-"),
    );
    return withPlainFormat(
      Object.fromEntries(
        kept.map(([keyword, value]) => [keyword, this.#copyValue(keyword, value)]),
      ),
    );
  }

  #copyValue(keyword: string, value: unknown): unknown {
    if (keyword === "$ref" && typeof value === "string") return this.#refer(value);
    if (data.has(keyword)) return value;
    if (Array.isArray(value)) return value.map((one) => this.#copyAny(one));
    if (namedSchemas.has(keyword) && isSchema(value)) {
      const entries = Object.entries(value);
      return Object.fromEntries(entries.map(([name, inner]) => [name, this.#copyAny(inner)]));
    }
    return this.#copyAny(value);
  }

  #copyAny(value: unknown): unknown {
    return isSchema(value) ? this.copy(value) : value;
  }

  #refer(reference: string): string {
    const name = reference.slice(prefix.length);
    if (!(name in this.definitions)) {
      // Its place is taken first, so that a schema which contains itself ends here.
      this.definitions[name] = {};
      this.definitions[name] = this.copy(this.#schemas[name] ?? {});
    }
    return `#/$defs/${name}`;
  }
}

/** Formats of text stay. A time of the description is a number, in seconds, and `format` would deny that. */
function withPlainFormat({ format, ...schema }: Schema): Schema {
  if (typeof format !== "string" || format === "byte") return schema;
  const types = [schema["type"]].flat();
  if (types.includes("string")) return { ...schema, format };
  if (format !== "date-time" && format !== "timestamp") return schema;
  const { description = "" } = schema;
  const isStated = /seconds/i.test(String(description));
  return isStated ? schema : { ...schema, description: `${description} Unix seconds.`.trim() };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
