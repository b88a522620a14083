import type { IncomingMessage, ServerResponse } from "node:http";
import { serve } from "./serve.ts";

/** What Intercom does for connections: it exchanges codes, describes tokens and uninstalls. */
export interface Intercom {
  /** Its URL, without a slash at the end. */
  readonly url: string;
  /** The requests so far: method, path, headers and the JSON of the body. */
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly authorization: string | undefined;
    readonly body: unknown;
  }[];
  /** The codes that can be exchanged, with their tokens. */
  readonly codes: Map<string, string>;
  /** What `GET /me` answers to a token. */
  readonly admins: Map<string, object>;
  /** Tokens that get an error: the status and the code of it. */
  readonly refused: Map<string, readonly [status: number, code: string]>;
  /** Runs before each response. */
  before: (path: string) => Promise<void> | void;
}

export const clientId = "client-id";
export const clientSecret = "client-secret-that-no-error-shows";

/** The response of `GET /me` for a workspace. */
export function admin(workspace: string, fields: object = {}): object {
  return {
    type: "admin",
    id: "814860",
    name: "Grace Hopper",
    email: "grace@example.com",
    email_verified: true,
    has_inbox_seat: true,
    avatar: null,
    app: {
      type: "app",
      id_code: workspace,
      name: `Workspace ${workspace}`,
      region: "EU",
      timezone: "Europe/London",
      created_at: 1717200000,
      identity_verification: true,
    },
    ...fields,
  };
}

/** Serves on loopback what Intercom does for connections, until the test ends. */
export async function intercomServer(): Promise<Intercom> {
  const requests: Intercom["requests"] = [];
  const [codes, admins, refused] = [new Map(), new Map(), new Map()] as [
    Map<string, string>,
    Map<string, object>,
    Intercom["refused"],
  ];
  const answer = (path: string, token: string, body: Record<string, string>): Answer => {
    if (path === "/auth/eagle/token") {
      const code = String(body["code"]);
      const given = codes.get(code);
      const isApp = body["client_id"] === clientId && body["client_secret"] === clientSecret;
      codes.delete(code);
      if (given === undefined || !isApp) return failure(401, "unauthorized", "Unauthorized Code");
      return [200, { token_type: "Bearer", token: given, access_token: given }];
    }
    const refusal = refused.get(token);
    if (refusal) return failure(...refusal);
    if (!admins.has(token)) return failure(401, "unauthorized", "Access Token Invalid");
    if (path === "/auth/uninstall") {
      admins.delete(token);
      return [200, {}];
    }
    return path === "/me" ? [200, admins.get(token) ?? {}] : [200, { type: "list", data: [] }];
  };
  const intercom = { requests, codes, admins, refused, before: () => undefined } as Omit<
    Intercom,
    "url"
  >;
  const url = await serve(async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url: path = "", headers } = request;
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const text = Buffer.concat(chunks).toString();
    const body = text === "" ? undefined : JSON.parse(text);
    const { authorization } = headers;
    requests.push({ method, path, authorization, body });
    await intercom.before(path);
    const [status, json] = answer(path, authorization?.replace("Bearer ", "") ?? "", body ?? {});
    response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(json));
  });
  return Object.assign(intercom, { url: url.replace(/\/$/, "") });
}

type Answer = readonly [status: number, json: object];

function failure(status: number, code: string, message = "refused"): Answer {
  return [status, { type: "error.list", request_id: null, errors: [{ code, message }] }];
}
