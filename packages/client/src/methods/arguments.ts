import { ConfigError, callOptionNames, type OperationFacts } from "@interkit/core";
import { type ListOptions, listOptionNames } from "@interkit/pagination";
import { describeKind } from "../checks/options.ts";
import { defaultInput, type Input } from "./input.ts";

/** The parameters of a method, in order: path parameters, the payload if there is one, options. */
export interface MethodShape {
  /** The name for error messages, such as `"contacts.get"`. */
  readonly name: string;
  readonly route: string;
  readonly facts: OperationFacts;
  readonly path: readonly string[];
  readonly input: Input;
  /** The names of its options. */
  readonly options: readonly string[];
}

/** The arguments of one call, sorted by their place in the request. */
export interface MethodArguments {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly options: ListOptions;
}

export function readShape(name: string, route: string, facts: OperationFacts): MethodShape {
  const input = facts.input ?? defaultInput(route, facts.pagination !== undefined);
  const path = [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
  const options = facts.pagination ? [...callOptionNames, ...listOptionNames] : callOptionNames;
  return { name, route, facts, path, input, options };
}

function listParameters({ path, input }: MethodShape): string[] {
  return [...path, ...(input === "none" ? [] : [input]), "options"];
}

/**
 * Checks a method's arguments and sorts them by their place in the request.
 *
 * @throws {ConfigError} for invalid arguments. The compiler refuses most of them too, but it does not
 * check plain JavaScript, nor a value that is `undefined` against its type.
 */
export function readArguments(shape: MethodShape, args: readonly unknown[]): MethodArguments {
  const { input, path } = shape;
  const names = listParameters(shape);
  if (args.length > names.length) {
    refuse(shape, `takes ${names.join(", ")} and got ${args.length} arguments`);
  }
  const values = path.map(
    (name, index) => [name, checkPathValue(shape, name, args[index])] as const,
  );
  const payload = input === "none" ? undefined : checkObject(shape, input, args[path.length]);
  const { query, ...options } = checkOptions(shape, args[names.length - 1]);
  refuseMisplacedOptions(shape, payload);
  return {
    path: Object.fromEntries(values),
    query: (input === "query" ? payload : checkObject(shape, "query", query)) ?? {},
    body: input === "body" ? payload : undefined,
    options,
  };
}

function checkPathValue(shape: MethodShape, name: string, value: unknown): string {
  const text = Number.isFinite(value) ? String(value) : value;
  if (typeof text !== "string") {
    refuse(shape, `needs ${name}, a string, and got ${describeKind(value)}`);
  }
  if (text.trim() === "" || text === "." || text === "..") {
    refuse(
      shape,
      `needs ${name}, and got ${JSON.stringify(text)}: the path would be that of another route`,
    );
  }
  return text;
}

function checkObject(
  shape: MethodShape,
  name: string,
  value: unknown,
): Record<string, unknown> | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    refuse(shape, `takes its ${name} as an object, and got ${describeKind(value)}`);
  }
  return value as Record<string, unknown>;
}

/** An unknown option, such as a query parameter in the wrong argument, would be ignored silently. */
function checkOptions(shape: MethodShape, value: unknown): Record<string, unknown> {
  const options = checkObject(shape, "options", value) ?? {};
  const known = [...shape.options, ...(shape.input === "body" ? ["query"] : [])];
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    refuse(shape, `has no option "${name}", only ${known.join(", ")}`);
  }
  return options;
}

/** In `list({ signal })`, written for `list({}, { signal })`, the signal would be sent as a parameter. */
function refuseMisplacedOptions(
  shape: MethodShape,
  payload: Record<string, unknown> | undefined,
): void {
  if (payload === undefined) return;
  for (const option of shape.options) {
    if (!Object.hasOwn(payload, option) || shape.facts.fields?.includes(option)) continue;
    refuse(shape, `takes "${option}" in its options, which come after the ${shape.input}`);
  }
}

function refuse(shape: MethodShape, problem: string): never {
  const { name } = shape;
  throw new ConfigError(`${name}() ${problem}; call ${name}(${listParameters(shape).join(", ")})`);
}
