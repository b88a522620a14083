import { ConfigError } from "@interkit/core";
import {
  type AttributeSchema,
  type Attributes,
  checkSchema,
  pathOf,
  type SchemaInput,
  type SchemaIssue,
  type SchemaOutput,
  validate,
} from "../attributes/schema.ts";
import { describeKind } from "../checks/options.ts";
import { latestSeconds } from "../times/units.ts";

export type {
  AttributeSchema,
  SchemaInput,
  SchemaIssue,
  SchemaOutput,
  SchemaResult,
} from "../attributes/schema.ts";

/** Attributes to check: null clears one, and a time may be a `Date`. */
export type GivenAttributes<Input> = {
  readonly [Name in keyof Input]: Input[Name] | null | (number extends Input[Name] ? Date : never);
};

/** A value as it is sent: a `Date` is Unix seconds. */
type Sent<Value> = Value extends Date ? number : Exclude<Value, undefined>;

/** Checked attributes, for `custom_attributes` of a request. */
export type CheckedAttributes<Output> = { [name: string]: Sent<Output[keyof Output]> | null };

/** What is wrong with an attribute. */
export interface AttributeIssue {
  /** Where it is, such as `plan` or `tags.0`; empty for an issue of all attributes. */
  readonly path: string;
  /** The message of the schema. It may quote the value. */
  readonly message: string;
}

/** The attributes of a record as the schema has them, or what is wrong with them. */
export type ReadAttributes<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly value?: undefined; readonly issues: readonly AttributeIssue[] };

/** A contact, a company, a conversation, or what else has custom attributes. */
export interface WithCustomAttributes {
  /** The attributes by name. */
  readonly custom_attributes?: object | null | undefined;
}

/** The custom attributes of a schema. */
export interface TypedAttributes<Input, Output> {
  /**
   * Checks attributes before they are sent, and returns them for `custom_attributes` of a request. Those that
   * are left out stay as they are at Intercom, and are not checked where the schema has them as optional.
   *
   * @throws {CustomAttributesError} for attributes that do not fit the schema, or that it does not have; the
   * message names them.
   */
  check(attributes: GivenAttributes<Input>): CheckedAttributes<Output>;
  /** Returns the attributes of a record as the schema has them, or the issues. */
  read(record: WithCustomAttributes): ReadAttributes<Output>;
}

/**
 * Custom attributes that do not fit the schema. The message names the attributes without their values;
 * `issues` has the messages of the schema, which may quote values.
 *
 * @example
 * ```ts
 * import { CustomAttributesError } from "@interkit/client/helpers/custom-attributes";
 *
 * export const wrongAttributes = (error: unknown) =>
 *   error instanceof CustomAttributesError ? error.issues.map(({ path }) => path) : [];
 * ```
 */
export class CustomAttributesError extends ConfigError {
  /** What is wrong, in the order of the schema. */
  readonly issues: readonly AttributeIssue[];

  constructor(issues: readonly AttributeIssue[]) {
    const paths = [...new Set(issues.map(({ path }) => `custom_attributes${path && `.${path}`}`))];
    const verb = paths.length === 1 ? "does" : "do";
    super(`${paths.join(", ")} ${verb} not fit the schema; "issues" of this error has the reasons`);
    this.name = "CustomAttributesError";
    this.issues = issues;
  }
}

/**
 * Types the custom attributes of a workspace by a schema of yours, of any library that implements Standard
 * Schema. The schema describes what Intercom stores: text, numbers, booleans and lists. A time is a number of
 * Unix seconds, which the schema may transform into a `Date`. Every attribute may have no value, so that
 * attributes are best optional in the schema; null, which Intercom reports and which clears a value, is the
 * same as a missing one.
 *
 * @throws {ConfigError} for a value that is no schema.
 * @see https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/updatecontact
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { customAttributes } from "@interkit/client/helpers/custom-attributes";
 * import { z } from "zod";
 *
 * const typed = customAttributes(
 *   z.object({ plan: z.enum(["free", "pro"]), seats: z.int(), renewed_at: z.int() }).partial(),
 * );
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const contact = await intercom.contacts.update("5ba682d23d7cf92bef87bfd4", {
 *   custom_attributes: typed.check({ plan: "pro", seats: null, renewed_at: new Date() }),
 * });
 * const { value, issues } = typed.read(contact);
 * console.log(value?.plan, issues ?? "no issues");
 * ```
 */
export function customAttributes<Schema extends AttributeSchema>(
  schema: Schema,
): TypedAttributes<SchemaInput<Schema>, SchemaOutput<Schema>> {
  checkSchema(schema);
  type Output = SchemaOutput<Schema>;
  return {
    check: (attributes) => checkAttributes(schema, attributes) as CheckedAttributes<Output>,
    read({ custom_attributes }) {
      const result = validate(schema, { ...custom_attributes });
      if (result.issues === undefined) return { value: result.value as Output };
      return { issues: result.issues.map(toIssue) };
    },
  };
}

function checkAttributes(schema: AttributeSchema, attributes: unknown): Attributes {
  if (typeof attributes !== "object" || attributes === null || Array.isArray(attributes)) {
    const kind = describeKind(attributes);
    throw new ConfigError(`Custom attributes are checked as an object, and got ${kind}`);
  }
  // An attribute that is undefined is left out of the request.
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const stored = given.map(([name, value]) => [name, toStored(name, value)] as const);
  const result = validate(schema, Object.fromEntries(stored));
  if (result.issues !== undefined) throw new CustomAttributesError(result.issues.map(toIssue));
  const output = (result.value ?? {}) as Attributes;
  // Most schemas leave out what they do not have: it would not be sent, without an error.
  const unknown = stored.filter(([name, value]) => value !== null && !Object.hasOwn(output, name));
  if (unknown.length > 0) {
    const message = "The schema has no such attribute";
    throw new CustomAttributesError(unknown.map(([path]) => ({ path, message })));
  }
  // Default values of the schema are not sent: they would overwrite what Intercom has.
  const sent = stored.map(([name, value]) => {
    const checked = value === null ? null : output[name];
    return [name, toStored(name, checked)] as const;
  });
  return Object.fromEntries(sent.filter(([, value]) => value !== undefined));
}

function toIssue(issue: SchemaIssue): AttributeIssue {
  return { path: pathOf(issue).join("."), message: issue.message };
}

/** A value as Intercom stores it. */
function toStored(name: string, value: unknown): unknown {
  const refuse = (problem: string): never => {
    throw new ConfigError(`custom_attributes.${name} ${problem}`);
  };
  if (value instanceof Date) {
    const ms = value.getTime();
    return Number.isNaN(ms) ? refuse("is an invalid Date") : Math.floor(ms / 1000);
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse("must be a finite number");
    if (name.endsWith("_at") && Math.abs(value) >= latestSeconds) {
      refuse("is in milliseconds; Intercom counts in seconds: give a Date, or divide by 1000");
    }
  }
  if (["bigint", "symbol", "function"].includes(typeof value)) {
    refuse(`must be text, a number, a boolean, a list or null, and got a ${typeof value}`);
  }
  return value;
}
