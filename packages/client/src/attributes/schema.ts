import { ConfigError } from "@interkit/core";

/** What a schema found wrong. */
export interface SchemaIssue {
  /** The message of the schema. It may quote the value. */
  readonly message: string;
  /** Where the value is. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The result of a schema: the value as its type has it, or what is wrong. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/**
 * A schema of any library that implements Standard Schema 1, such as zod, valibot or arktype. It is written
 * out here, so that no package is needed for its type.
 *
 * @see https://standardschema.dev
 */
export interface AttributeSchema<Input = unknown, Output = Input> {
  /** What Standard Schema defines. */
  readonly "~standard": {
    /** The version of Standard Schema. */
    readonly version: 1;
    /** The library. */
    readonly vendor: string;
    /** Checks a value. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** The types, which exist for the compiler alone. */
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema takes. */
export type SchemaInput<Schema extends AttributeSchema> = NonNullable<
  Schema["~standard"]["types"]
>["input"];

/** What a schema returns. */
export type SchemaOutput<Schema extends AttributeSchema> = NonNullable<
  Schema["~standard"]["types"]
>["output"];

/** Attributes by name. */
export type Attributes = Readonly<Record<string, unknown>>;

/** @throws {ConfigError} for a value that is no schema. */
export function checkSchema(schema: unknown): void {
  const standard = (schema as Partial<AttributeSchema> | null | undefined)?.["~standard"];
  if (standard?.version === 1 && typeof standard.validate === "function") return;
  throw new ConfigError(
    "customAttributes needs a schema that implements Standard Schema 1, such as one of zod or valibot",
  );
}

/**
 * Validates attributes. Null stands for no value: a schema may have it as null or as a missing attribute.
 *
 * @throws {ConfigError} for a schema that is asynchronous.
 */
export function validate(schema: AttributeSchema, attributes: Attributes): SchemaResult<unknown> {
  const entries = Object.entries(attributes);
  const withoutNulls = Object.fromEntries(entries.filter(([, value]) => value !== null));
  const result = run(schema, withoutNulls);
  if (result.issues === undefined) return result;
  const required = new Set(result.issues.map((issue) => pathOf(issue)[0]));
  const nulls = entries.filter(([name, value]) => value === null && required.has(name));
  if (nulls.length === 0) return result;
  return run(schema, { ...withoutNulls, ...Object.fromEntries(nulls) });
}

function run(schema: AttributeSchema, attributes: Attributes): SchemaResult<unknown> {
  const result = schema["~standard"].validate(attributes);
  if (!(result instanceof Promise)) return result;
  result.catch(() => {});
  throw new ConfigError("customAttributes needs a schema without asynchronous checks");
}

/** The names on the way to what an issue is about; none for an issue of all attributes. */
export function pathOf({ path = [] }: SchemaIssue): string[] {
  return path.map((part) => String(typeof part === "object" ? part.key : part));
}
