import { ConfigError } from "@interkit/core";

/** @throws {ConfigError} for no options, and for an option that does not exist. */
export function checkNames(of: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new ConfigError(`${of} takes an object of options; it has ${known.join(", ")}`);
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new ConfigError(`${of} has no option "${name}"; it has ${known.join(", ")}`);
  }
}
