import { type CallOptions, ConfigError, callOptionNames, operationTable } from "@interkit/core";
import { type Input, usualInput } from "./input.ts";

/** What a method takes, in order: path parameters, the payload if it has one, options. */
export interface Shape {
  /** `"contacts.get"`, for messages. */
  readonly name: string;
  readonly route: string;
  readonly path: readonly string[];
  readonly input: Input;
  /** What the payload has that is named like an option. */
  readonly fields: readonly string[] | undefined;
}

/** What a method was called with, by place in the request. */
export interface Given {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly options: CallOptions;
}

export function shapeOf(name: string, route: string): Shape {
  const { pagination, fields, ...facts } = operationTable[route] ?? {};
  const input = facts.input ?? usualInput(route, pagination !== undefined);
  const path = [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  return { name, route, path, input, fields };
}

function parametersOf({ path, input }: Shape): string[] {
  return [...path, ...(input === "none" ? [] : [input]), "options"];
}

/**
 * Sorts a method's arguments.
 *
 * @throws {ConfigError} for arguments that cannot be meant: the compiler says the same, but not to
 * plain JavaScript, nor about a value that is `undefined` against its type.
 */
export function readArguments(shape: Shape, given: readonly unknown[]): Given {
  const { input, path } = shape;
  const names = parametersOf(shape);
  if (given.length > names.length) {
    refuse(shape, `takes ${names.join(", ")} and got ${given.length} arguments`);
  }
  const values = path.map((name, index) => [name, pathValue(shape, name, given[index])] as const);
  const payload = input === "none" ? undefined : objectOf(shape, input, given[path.length]);
  const { query, ...options } = optionsOf(shape, given[names.length - 1]);
  refuseMisplacedOptions(shape, payload);
  return {
    path: Object.fromEntries(values),
    query: (input === "query" ? payload : objectOf(shape, "query", query)) ?? {},
    body: input === "body" ? payload : undefined,
    options,
  };
}

function pathValue(shape: Shape, name: string, value: unknown): string {
  const text = Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string") {
    refuse(shape, `needs ${name}, a string, and got ${kindOf(value)}`);
  }
  if (text.trim() === "" || text === "." || text === "..") {
    refuse(
      shape,
      `needs ${name}, and got ${JSON.stringify(text)}: such a path would lead elsewhere`,
    );
  }
  return text;
}

function objectOf(shape: Shape, name: string, value: unknown): Record<string, unknown> | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(shape, `takes its ${name} as an object, and got ${kindOf(value)}`);
  }
  return value as Record<string, unknown>;
}

/** A query that is meant for the payload, say, would be silently ignored as an option. */
function optionsOf(shape: Shape, value: unknown): Record<string, unknown> {
  const options = objectOf(shape, "options", value) ?? {};
  const known: string[] = [...callOptionNames, ...(shape.input === "body" ? ["query"] : [])];
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    refuse(shape, `has no option "${name}", only ${known.join(", ")}`);
  }
  return options;
}

/** `list({ signal })` for `list({}, { signal })`: sent as a parameter, it would be silently ignored. */
function refuseMisplacedOptions(shape: Shape, payload: Record<string, unknown> | undefined): void {
  if (payload === undefined) return;
  for (const option of callOptionNames) {
    if (!Object.hasOwn(payload, option) || shape.fields?.includes(option)) continue;
    refuse(shape, `takes "${option}" in its options, which come after the ${shape.input}`);
  }
}

/** What a value is, without quoting it. */
function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}

function refuse(shape: Shape, problem: string): never {
  const { name } = shape;
  throw new ConfigError(`${name}() ${problem}; call ${name}(${parametersOf(shape).join(", ")})`);
}
