import { type AppRecord, appRecords } from "../registry/apps.ts";
import type { State } from "../state/state.ts";
import type { Installations } from "./installations.ts";

/** A request for access: the address of the page, as an app opens it, or its parts. */
export type Authorization =
  | string
  | URL
  | {
      readonly clientId: string;
      readonly state?: string | undefined;
      /** The first redirect URI of the app when left out. */
      readonly redirectUri?: string | undefined;
    };

/** What a teammate decides on the page where an app requests access. */
export interface OAuth {
  /**
   * Grants access to a workspace, the first one when left out. Returns the URL that the browser is
   * sent to, with the code and the state.
   *
   * @throws {TypeError} when there is no such app, workspace or redirect URI.
   */
  approve(authorization: Authorization, workspaceId?: string): string;
  /**
   * Denies access. Returns the URL that the browser is sent to, with `error=access_denied`.
   *
   * @throws {TypeError} when there is no such app or redirect URI.
   */
  deny(authorization: Authorization): string;
}

/** A request for access that was checked. */
export interface CheckedAuthorization {
  readonly app: AppRecord;
  readonly redirectUri: string;
  readonly state: string | undefined;
}

/** The page where an app requests access, as functions. */
export class OAuthDecisions implements OAuth {
  readonly #state: State;
  readonly #installations: Installations;

  constructor(state: State, installations: Installations) {
    this.#state = state;
    this.#installations = installations;
  }

  /** @throws {TypeError} when there is no such app or redirect URI. */
  check(authorization: Authorization): CheckedAuthorization {
    const { clientId, redirectUri, state } = partsOf(authorization);
    const app = this.#state.stores.registry.collection(appRecords).get(clientId);
    if (!app) throw new TypeError(`There is no app with the client_id ${clientId}.`);
    const [first] = app.redirect_uris;
    if (first === undefined) throw new TypeError(`App ${app.id} has no redirectUris.`);
    if (redirectUri === undefined) return { app, redirectUri: first, state };
    if (app.redirect_uris.includes(redirectUri)) return { app, redirectUri, state };
    throw new TypeError(
      `App ${app.id} does not have the redirect_uri ${redirectUri}. It has ${app.redirect_uris.join(", ")}.`,
    );
  }

  approve(
    authorization: Authorization,
    workspaceId: string = this.#state.stores.first.workspace.id,
  ): string {
    const { app, redirectUri, state } = this.check(authorization);
    const code = this.#installations.createCode(app.id, workspaceId, redirectUri);
    return returnUrl(redirectUri, `code=${code}`, state);
  }

  deny(authorization: Authorization): string {
    const { redirectUri, state } = this.check(authorization);
    return returnUrl(redirectUri, "error=access_denied", state);
  }
}

/** The redirect URI with a result and the state. The `=` at the end of a code is not encoded. */
function returnUrl(redirectUri: string, result: string, state: string | undefined): string {
  const query = state === undefined ? result : `${result}&state=${encodeURIComponent(state)}`;
  return redirectUri + (redirectUri.includes("?") ? "&" : "?") + query;
}

function partsOf(authorization: Authorization): {
  readonly clientId: string;
  readonly state?: string | undefined;
  readonly redirectUri?: string | undefined;
} {
  if (typeof authorization === "object" && !(authorization instanceof URL)) return authorization;
  const text = String(authorization);
  if (!URL.canParse(text)) {
    throw new TypeError(
      `The address of the page is a URL such as https://app.intercom.com/oauth?client_id=…, not ${JSON.stringify(text)}.`,
    );
  }
  const query = new URL(text).searchParams;
  return {
    clientId: query.get("client_id") ?? "",
    state: query.get("state") ?? undefined,
    redirectUri: query.get("redirect_uri") ?? undefined,
  };
}
