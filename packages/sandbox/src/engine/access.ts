import { installationRecords } from "../registry/apps.ts";
import { type WorkspaceRecord, workspaceRecords } from "../registry/records.ts";
import type { Store } from "../store/store.ts";
import { invalidToken, readAccessToken } from "./auth.ts";
import { ApiError, apiError } from "./errors.ts";

/** The app and the workspace of a request, which its token selects. */
export interface Identity {
  /** The id of the workspace. Of a request without a valid token, it is the first workspace. */
  readonly workspace: string;
  /** What identifies the app in its workspace. Empty without a valid token. */
  readonly app: string;
  /** The error of the request, when its token may not be used. */
  readonly refusal?: ApiError | undefined;
}

/** What the tokens of a registry select. */
interface TokenOwners {
  readonly registry: Store;
  readonly revision: number;
  readonly first: string;
  readonly owners: ReadonlyMap<string, Identity>;
  /** The workspace that accepts all other tokens. */
  readonly open: WorkspaceRecord | undefined;
}

/** Finds the app and the workspace of requests by their tokens. */
export class Access {
  readonly #registry: () => Store;
  #known: TokenOwners | undefined;

  constructor(registry: () => Store) {
    this.#registry = registry;
  }

  identify(headers: Headers): Identity {
    const { first, owners, open } = this.#owners();
    const token = readAccessToken(headers);
    if (token instanceof ApiError) return { workspace: first, app: "", refusal: token };
    const owner = owners.get(token);
    if (owner) return owner;
    if (!open) return { workspace: first, app: "", refusal: invalidToken() };
    return { workspace: open.id, app: token, refusal: statusError(open) };
  }

  /** The tokens that are accepted; `undefined` when a workspace accepts any. */
  get tokens(): readonly string[] | undefined {
    const { owners, open } = this.#owners();
    if (open) return undefined;
    return [...owners].flatMap(([token, { app }]) => (app === "" ? [] : [token]));
  }

  /** Reads the registry again after it has changed. */
  #owners(): TokenOwners {
    const registry = this.#registry();
    const records = registry.collection(workspaceRecords);
    const installations = registry.collection(installationRecords);
    const revision = records.revision + installations.revision;
    if (this.#known?.registry === registry && this.#known.revision === revision) return this.#known;
    const all = records.all();
    const first = all[0]?.id ?? "";
    const owners = new Map<string, Identity>();
    for (const record of all) {
      const refusal = statusError(record);
      for (const token of record.tokens ?? []) {
        owners.set(token, { workspace: record.id, app: token, refusal });
      }
    }
    for (const { id, app_id, workspace_id, status } of installations.all()) {
      const record = records.get(workspace_id);
      const isInstalled = record !== undefined && status === "installed";
      const refusal = isInstalled ? statusError(record) : invalidToken();
      owners.set(id, { workspace: record?.id ?? first, app: isInstalled ? app_id : "", refusal });
    }
    const open = all.find(({ tokens }) => tokens === null);
    this.#known = { registry, revision, first, owners, open };
    return this.#known;
  }
}

/** The error of every token of a workspace that may not be used. */
function statusError({ status }: WorkspaceRecord): ApiError | undefined {
  switch (status) {
    case "suspended":
      return apiError(401, "token_suspended", "Unauthorized token, suspended application");
    case "restricted":
      return apiError(403, "api_plan_restricted", "Active subscription needed.");
    default:
      return undefined;
  }
}
