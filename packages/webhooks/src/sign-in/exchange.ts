import { apiError, type FetchLike, ResponseError } from "@interkit/core";
import { type Connecting, clientOf } from "./grant.ts";

const route = "POST /auth/eagle/token";

/** What is exchanged for a token. */
interface Exchange {
  readonly code: string;
  readonly client_id: string;
  readonly client_secret: string;
}

/**
 * Exchanges a code for a token. It is sent once: a code counts for one exchange, so that a second attempt
 * fails where the first one had an effect, and there is no other way to learn whether it had.
 */
export async function exchangeCode(body: Exchange, connecting: Connecting): Promise<string> {
  const fetch = withoutToken(connecting.fetch);
  const client = clientOf("none", { ...connecting, fetch });
  const { data, error, response } = await client.request(route, { body });
  if (error !== undefined) throw apiError(route, { error: redacted(error, body), response });
  const { token, access_token = token } = Object(data);
  if (typeof access_token === "string" && access_token !== "") return access_token;
  const message = `${route} answered without a token`;
  throw new ResponseError(message, { response, problem: "missing" });
}

/** The secret of the app authorises the exchange, in its body. */
function withoutToken(fetch: FetchLike | undefined): FetchLike {
  return (url, init) => {
    const { authorization: _none, ...headers } = init.headers;
    return (fetch ?? (globalThis.fetch as FetchLike))(url, { ...init, headers });
  };
}

/** An error of a response without the texts that repeat a secret. */
function redacted(error: unknown, { code, client_secret }: Exchange): unknown {
  const secrets = [code, client_secret];
  const text = JSON.stringify([error], (_key, value: unknown) =>
    typeof value === "string" && secrets.some((secret) => value.includes(secret)) ? null : value,
  );
  const [rest] = JSON.parse(text) as unknown[];
  return rest;
}
