import type { Layer } from "../layer.ts";
import type { Token } from "../options.ts";
import { checkToken } from "../settings.ts";

/**
 * Adds the token. It is asked for on every request, so that it may change, and put on a copy, so
 * that no layer outside ever holds it.
 */
export function authorisation(token: Token): Layer {
  return (next) => async (request) => {
    const current = checkToken(typeof token === "function" ? await token() : token);
    const authorised = new Request(request);
    authorised.headers.set("authorization", `Bearer ${current}`);
    return next(authorised);
  };
}
