import { ConfigError } from "@interkit/core";

/** A secret, or several while one is being replaced. */
export type Secrets = string | readonly string[];

/** The secrets as a list. @throws {ConfigError} for none, and for what is no text. */
export function secretsOf(secret: Secrets): readonly string[] {
  const list = typeof secret === "string" ? [secret] : secret;
  const isUsable =
    Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string" && one);
  if (isUsable) return list;
  throw new ConfigError(
    `"secret" must be a text that is not empty, or a list of such; the Developer Hub shows the client secret of an app under Basic information`,
  );
}
