import type { Access } from "../engine/access.ts";
import { errorBody } from "../engine/api-form.ts";
import { readAccessToken } from "../engine/auth.ts";
import { ApiError, apiError } from "../engine/errors.ts";
import { readBytes } from "../engine/read-bytes.ts";
import { installationRecords } from "../registry/apps.ts";
import type { State } from "../state/state.ts";
import type { AppList } from "./apps.ts";
import type { Installations } from "./installations.ts";
import type { OAuthDecisions } from "./oauth.ts";
import { mistakePage, oauthPage } from "./oauth-page.ts";

/** The parts of a sandbox that these endpoints use. */
export interface EndpointsContext {
  readonly state: State;
  readonly access: Access;
  readonly apps: AppList;
  readonly installations: Installations;
  readonly oauth: OAuthDecisions;
}

type Endpoint = (context: EndpointsContext, request: Request) => Response | Promise<Response>;

/** The addresses outside of the API with which an app is installed and uninstalled. */
const endpoints: Readonly<Record<string, Endpoint>> = {
  "GET /oauth": showPage,
  "POST /oauth": decide,
  "POST /auth/eagle/token": exchange,
  "POST /auth/uninstall": uninstall,
};

/** The endpoint that a request is for, if it is for one. */
export function findEndpoint({ method, url }: Request): Endpoint | undefined {
  // Most requests are for the API: their address is not parsed.
  if (!/\/(oauth|auth)\b/.test(url)) return undefined;
  const key = `${method} ${new URL(url).pathname.replace(/\/$/, "")}`;
  return Object.hasOwn(endpoints, key) ? endpoints[key] : undefined;
}

/** Answers a request to an endpoint. */
export async function answer(
  endpoint: Endpoint,
  context: EndpointsContext,
  request: Request,
): Promise<Response> {
  await context.state.ready;
  const requestId = context.state.stores.registry.ids.request();
  try {
    const response = await endpoint(context, request);
    response.headers.set("X-Request-Id", requestId);
    return response;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const body = errorBody(requestId, error.entry);
    const headers = { "X-Request-Id": requestId, ...error.headers };
    return Response.json(body, { status: error.status, headers });
  }
}

/** The page where a teammate grants access, with a button for each decision. */
function showPage({ oauth, state }: EndpointsContext, { url }: Request): Response {
  try {
    return oauthPage(oauth.check(url), state.stores.records, url);
  } catch (error) {
    return mistakePage(error);
  }
}

/** The form of the page: sends the browser back to the app. */
async function decide({ oauth }: EndpointsContext, request: Request): Promise<Response> {
  const origin = request.headers.get("Origin");
  const { host } = new URL(request.url);
  if (origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host)) {
    return mistakePage(new TypeError("Only the page of this sandbox can send this form."));
  }
  const form = new URLSearchParams(await readText(request));
  try {
    const authorization = form.get("authorization") ?? request.url;
    const location =
      form.get("decision") === "approve"
        ? oauth.approve(authorization, form.get("workspace") ?? undefined)
        : oauth.deny(authorization);
    return new Response(null, { status: 302, headers: { Location: location } });
  } catch (error) {
    return mistakePage(error);
  }
}

/** Exchanges a code for a token. The parameters are a form or JSON. */
async function exchange({ installations }: EndpointsContext, request: Request): Promise<Response> {
  const text = await readText(request);
  const given = readParameters(text);
  const read = (name: string): string => {
    const value = given[name];
    if (typeof value === "string" && value !== "") return value;
    throw apiError(400, "parameter_not_found", `${name} is missing`);
  };
  const token = installations.exchange({
    code: read("code"),
    clientId: read("client_id"),
    clientSecret: read("client_secret"),
    redirectUri: given["redirect_uri"] === undefined ? undefined : read("redirect_uri"),
  });
  const headers = { "Cache-Control": "no-store" };
  return Response.json({ token_type: "Bearer", token, access_token: token }, { headers });
}

/** Uninstalls the app of a token. A token that belongs to no app is refused from then on. */
async function uninstall(context: EndpointsContext, request: Request): Promise<Response> {
  const { workspace, refusal } = context.access.identify(request.headers);
  const token = readAccessToken(request.headers);
  if (token instanceof ApiError) throw token;
  if (refusal) throw refusal;
  const { registry } = context.state.stores;
  const installation = registry.collection(installationRecords).get(token);
  // The response does not wait for the request to the app.
  if (installation) void context.apps.uninstall(installation);
  else context.installations.refuse(token, workspace);
  return Response.json({});
}

async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request, 100_000);
  if (!bytes) throw apiError(413, "content_too_large", "The body is longer than 100 kB");
  return new TextDecoder().decode(bytes);
}

function readParameters(text: string): Readonly<Record<string, unknown>> {
  if (!text.trimStart().startsWith("{")) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw apiError(400, "parameter_invalid", "The body is neither a form nor JSON");
  }
}
