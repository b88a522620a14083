import { ConfigError } from "@interkit/client";

/** @throws {ConfigError} for what is no target. */
export function checkTarget(of: string, target: unknown): void {
  const methods = ["put", "remove", "alias", "get", "ids"];
  const missing = methods.find((name) => typeof Object(target)[name] !== "function");
  if (missing === undefined) return;
  throw new ConfigError(
    `${of}: the target has no "${missing}"; give a target such as fileTarget(folder) or sqlTarget(query)`,
  );
}
