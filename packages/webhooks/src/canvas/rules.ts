import { ConfigError } from "@interkit/core";

/** Parts of a canvas that Intercom sent, and which it accepts again. */
export type KnownParts = Pick<WeakSet<object>, "has">;

/** @throws {ConfigError} for a wrong value. `path` is where the value is, such as `canvas.content`. */
export type Rule = (value: unknown, path: string, known?: KnownParts) => void;

/** A property of an object. */
export interface Field {
  readonly rule: Rule;
  readonly isRequired: boolean;
}

export interface RequiredField extends Field {
  readonly isRequired: true;
}

export interface OptionalField extends Field {
  readonly isRequired: false;
}

export type Fields = Readonly<Record<string, Field>>;

export const required = (rule: Rule): RequiredField => ({ rule, isRequired: true });
export const optional = (rule: Rule): OptionalField => ({ rule, isRequired: false });

/**
 * An object with these properties and no others. One that is `undefined` counts as absent, as in JSON, and
 * so does `null`, which Intercom sends for what is absent.
 */
export function object(fields: Fields): Rule {
  return (value, path, known) => {
    const given = record(value, path);
    for (const [name, { rule, isRequired }] of Object.entries(fields)) {
      const field = given[name] ?? undefined;
      if (field !== undefined) rule(field, `${path}.${name}`, known);
      else if (isRequired) throw new ConfigError(`${path}.${name} is missing: set it`);
    }
    for (const name of Object.keys(given)) {
      if ((given[name] ?? undefined) === undefined || Object.hasOwn(fields, name)) continue;
      const names = Object.keys(fields).join(", ");
      throw new ConfigError(`${path}.${name} does not exist: remove it, or use one of ${names}`);
    }
  };
}

/** An object of one of several shapes, which its `type` states. */
export function oneOfShapes(shapes: Readonly<Record<string, Rule>>): Rule {
  const type = oneOf(...Object.keys(shapes));
  return (value, path, known) => {
    const given = record(value, path);
    if (given["type"] === undefined) throw new ConfigError(`${path}.type is missing: set it`);
    type(given["type"], `${path}.type`);
    shapes[String(given["type"])]?.(value, path, known);
  };
}

/** All of these rules. */
export function all(...rules: readonly Rule[]): Rule {
  return (value, path, known) => {
    for (const rule of rules) rule(value, path, known);
  };
}

/**
 * A rule that a part of a canvas that Intercom sent need not follow: it has properties of its own. `added` is
 * for what a program may have added to such a part.
 */
export function unlessKnown(rule: Rule, added: Rule = () => undefined): Rule {
  return (value, path, known) => (known?.has(Object(value)) ? added : rule)(value, path, known);
}

/** A list. */
export function list(
  rule: Rule,
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {},
): Rule {
  return (value, path, known) => {
    if (!Array.isArray(value))
      throw new ConfigError(`${path} must be a list, and is ${kind(value)}`);
    if (value.length < min) {
      throw new ConfigError(`${path} has ${value.length} of at least ${min}: add some`);
    }
    if (value.length > max) {
      throw new ConfigError(`${path} has ${value.length} of at most ${max}: remove some`);
    }
    for (const [index, one] of value.entries()) rule(one, `${path}[${index}]`, known);
  };
}

/** One of several texts. */
export function oneOf(...values: readonly string[]): Rule {
  return (value, path) => {
    if (typeof value === "string" && values.includes(value)) return;
    throw new ConfigError(`${path} must be one of ${values.join(", ")}`);
  };
}

/** A text, which may be empty. */
export const anyText: Rule = (value, path) => {
  if (typeof value === "string") return;
  throw new ConfigError(`${path} must be a text, and is ${kind(value)}`);
};

/** A text of more than white space. */
export const text: Rule = (value, path) => {
  anyText(value, path);
  if (String(value).trim() === "") throw new ConfigError(`${path} is empty: give it a text`);
};

export const flag: Rule = (value, path) => {
  if (typeof value === "boolean") return;
  throw new ConfigError(`${path} must be true or false, and is ${kind(value)}`);
};

export const pixels: Rule = (value, path) => {
  if (Number.isSafeInteger(value) && Number(value) > 0) return;
  throw new ConfigError(`${path} must be a whole number of pixels, at least 1`);
};

/** An absolute URL with one of these protocols. */
export function address(...protocols: readonly string[]): Rule {
  return (value, path) => {
    text(value, path);
    if (protocols.includes(protocolOf(String(value)))) return;
    const forms = protocols.map((protocol) => `${protocol}//…`).join(" or ");
    throw new ConfigError(`${path} must be a whole URL, ${forms}`);
  };
}

/** An object of one's own, which JSON can express, up to so many bytes of it. */
export function data({ maxBytes = Number.POSITIVE_INFINITY }: { maxBytes?: number } = {}): Rule {
  return (value, path) => {
    record(value, path);
    checkSize(value, path, maxBytes);
  };
}

const encoder = new TextEncoder();

/** @throws {ConfigError} for a value that JSON cannot express, or not in so many bytes. */
export function checkSize(value: unknown, path: string, maxBytes: number): void {
  const { byteLength } = encoder.encode(jsonOf(value, path));
  if (byteLength <= maxBytes) return;
  throw new ConfigError(
    `${path} has ${byteLength} bytes as JSON, of at most ${maxBytes}: store the rest elsewhere, and keep a key of it`,
  );
}

function jsonOf(value: unknown, path: string): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new ConfigError(`${path} must be JSON, without circles and BigInts`, { cause });
  }
}

export function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new ConfigError(`${path} must be an object, and is ${kind(value)}`);
}

function protocolOf(url: string): string {
  try {
    return new URL(url).protocol;
  } catch {
    return "";
  }
}

function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "a list" : `of type ${typeof value}`;
}
