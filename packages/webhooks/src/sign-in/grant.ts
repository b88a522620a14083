import { apiError, type FetchLike, type Region, type Requester } from "@interkit/core";
import { createLeanClient, retries } from "@interkit/core/lean";
import { SignInError } from "./sign-in-error.ts";

/** A workspace of Intercom, as `GET /me` describes it. */
export interface Workspace {
  /** Its id: `app_id` of webhooks, `workspace_id` of Canvas Kit. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** Where its data is kept; left out for a region that is not known here. */
  readonly region?: Region | undefined;
  /** Its IANA time zone, such as `Europe/London`. */
  readonly timezone: string;
}

/** The teammate whom a token acts for. */
export interface Admin {
  /** The id of the teammate in the workspace. */
  readonly id: string;
  /** Their full name. */
  readonly name: string;
  /** Their email address; see `emailVerified`. */
  readonly email: string;
  /** Whether they have confirmed the address. An address that they have not may be that of someone else. */
  readonly emailVerified: boolean;
}

/** What a teammate granted: a token, and whose it is. */
export interface Grant {
  /** The access token. It does not expire, and has no refresh token. */
  readonly token: string;
  /** When it was granted. */
  readonly grantedAt: Date;
  /** The workspace of the token. */
  readonly workspace: Workspace;
  /** The teammate who granted it. */
  readonly admin: Admin;
}

/** How the requests of sign-ins and connections are sent. */
export interface Connecting {
  readonly baseUrl: string | undefined;
  readonly fetch: FetchLike | undefined;
  readonly timeoutMs: number;
}

/** These operations are the same in all versions of the API. */
const version = "2.16";

/** A client of a token, which sends each call once. */
export function clientOf(token: string, connecting: Connecting): Requester {
  return createLeanClient(version, { token, ...connecting });
}

/** A client that repeats a call where that has no second effect: a grant is not lost by a failure of `GET /me`. */
export function persistentClientOf(token: string, connecting: Connecting): Requester {
  return createLeanClient(version, { token, ...connecting }, retries());
}

/** Whom the token of a client belongs to. @throws what the client throws, and {@link SignInError}. */
export async function identify(client: Requester): Promise<Pick<Grant, "workspace" | "admin">> {
  const { data, error, response } = await client.request("GET /me");
  if (error !== undefined) throw apiError("GET /me", { error, response });
  const { id, name, email, email_verified, app } = Object(data);
  const { id_code } = Object(app);
  if (typeof id_code !== "string" || id_code === "") throw new SignInError("no-workspace");
  const region = String(app.region).toLowerCase();
  return {
    workspace: {
      id: id_code,
      name: String(app.name ?? ""),
      ...(isRegion(region) ? { region } : undefined),
      timezone: String(app.timezone ?? "Etc/UTC"),
    },
    admin: {
      id: String(id),
      name: String(name ?? ""),
      email: String(email ?? ""),
      emailVerified: email_verified === true,
    },
  };
}

function isRegion(text: string): text is Region {
  return ["us", "eu", "au"].includes(text);
}
