import { ConfigError } from "../errors/errors.ts";
import { describeType } from "../errors/values.ts";
import { versionHeaders } from "../generated/api.ts";
import type { HeadersLike } from "./options.ts";

/** Headers of the connection, by lower-case name. */
const connectionHeaders =
  /^(host|content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|http2-settings|proxy-.*)$/;

/**
 * Refuses headers that cannot be sent, those that belong to the client, and those of the connection:
 * a length or a host of the caller's own would let a request be read as another one.
 */
export function checkHeaders(headers: HeadersLike | undefined): Record<string, string> {
  if (headers === undefined) return {};
  const checked = new Headers();
  for (const [name, value] of toPairs(headers)) {
    if (value === undefined) continue;
    if (typeof value !== "string" && typeof value !== "number") {
      throw new ConfigError(
        `The option "headers" holds ${describeType(value)} as a value; give text, or leave the header out`,
      );
    }
    try {
      checked.append(name, String(value));
    } catch {
      // The platform's own message quotes the value, which may be secret.
      throw new ConfigError('The option "headers" holds a name or value that cannot be sent');
    }
  }
  for (const name of checked.keys()) refuseReserved(name);
  return Object.fromEntries(checked);
}

function refuseReserved(name: string): void {
  if (name === "authorization") {
    throw new ConfigError(
      'The token is not a header of a call; give it to createClient as "token", which may be a function',
    );
  }
  if (Object.hasOwn(versionHeaders(""), name)) {
    throw new ConfigError(
      "The API version is not a header of a call; import createClient from @interkit/core/<version>",
    );
  }
  if (connectionHeaders.test(name)) {
    throw new ConfigError(
      `"${name}" is not a header of a call: it is about the connection, which the platform keeps; leave it out`,
    );
  }
}

function toPairs(headers: HeadersLike): [name: string, value: unknown][] {
  if (typeof headers !== "object" || headers === null) {
    throw new ConfigError(`The option "headers" is ${describeType(headers)}; give { name: value }`);
  }
  if (!(Symbol.iterator in headers)) return Object.entries(headers);
  return [...(headers as Iterable<unknown>)].map((pair) => {
    if (Array.isArray(pair) && pair.length === 2) return [String(pair[0]), pair[1]];
    throw new ConfigError('The option "headers" holds something that is no [name, value]');
  });
}
