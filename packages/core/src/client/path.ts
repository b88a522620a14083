import { ConfigError } from "../errors/errors.ts";
import { describeType, percentEncode } from "../errors/values.ts";

const placeholder = /\{([^{}]+)\}/g;

/**
 * Fills the placeholders of a path. Each value becomes one encoded segment; values that would lead to
 * another resource (empty, `.` and `..`) are refused.
 */
export function fillPath(
  route: string,
  path: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  return path.replace(placeholder, (_, name: string) => segment(route, name, values));
}

function segment(route: string, name: string, values: Readonly<Record<string, unknown>>): string {
  // Own keys only: a parameter named like a method of Object must not find that method.
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined || value === null) {
    const given = Object.keys(values);
    const hint = given.length === 0 ? "" : ` (given: ${given.join(", ")})`;
    throw new ConfigError(`${route} needs the path parameter "${name}"${hint}`);
  }
  if (typeof value !== "string" && !Number.isFinite(value)) {
    throw new ConfigError(
      `${route}: the path parameter "${name}" is ${describeType(value)}; give a string or a number`,
    );
  }
  const text = String(value);
  if (text.trim() === "") {
    throw new ConfigError(
      `${route}: the path parameter "${name}" is empty; give the id of the object`,
    );
  }
  if (text === "." || text === "..") {
    throw new ConfigError(
      `${route}: the path parameter "${name}" is "${text}", which would lead to another resource`,
    );
  }
  return percentEncode(text, `${route}: the path parameter "${name}"`);
}
