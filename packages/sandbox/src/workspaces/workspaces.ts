import { readWorkspace, type WorkspaceOptions } from "../registry/options.ts";
import {
  type WorkspaceRecord,
  type WorkspaceStatus,
  workspaceRecords,
} from "../registry/records.ts";
import { saveAfterEach } from "../seeds/save-after-each.ts";
import { Seeds } from "../seeds/seeds.ts";
import type { State } from "../state/state.ts";
import type { WorkspaceSnapshot } from "../store/store.ts";
import type { WorkspaceFacts } from "../store/workspace.ts";

/** One workspace of a sandbox, with records of its own. */
export interface Workspace extends WorkspaceFacts {
  /** An access token that is accepted. `any` when any token is. */
  readonly token: string;
  /** Whether its tokens may be used. */
  readonly status: WorkspaceStatus;
  /** Adds records that the API cannot create. */
  readonly seed: Seeds;
  /** Closes the workspace: every token gets 401 `token_suspended`. */
  readonly suspend: () => void;
  /** Takes the API out of its plan: every token gets 403 `api_plan_restricted`. */
  readonly restrict: () => void;
  /** Ends a suspension or a restriction. */
  readonly activate: () => void;
  /** Returns the workspace to its initial records. Its status and its apps stay. */
  readonly reset: () => void;
  /** Returns a copy of its records as plain JSON. Later changes do not affect it. */
  readonly snapshot: () => WorkspaceSnapshot;
  /**
   * Replaces its records with those of a snapshot.
   *
   * @throws {TypeError} when it is not a snapshot. The records are then unchanged.
   */
  readonly restore: (snapshot: WorkspaceSnapshot) => void;
}

/** The workspaces of a sandbox. The token of a request selects the workspace. */
export interface Workspaces {
  /**
   * Adds a workspace.
   *
   * @throws {TypeError | RangeError} when an option is invalid, or the id or a token is taken.
   */
  add(options: WorkspaceOptions): Promise<Workspace>;
  /** Returns a workspace by id. @throws {TypeError} when there is none with this id. */
  get(id: string): Workspace;
  /** Returns all workspaces. The functions of the sandbox itself are for the first one. */
  list(): Workspace[];
}

/** The workspaces in the state of a sandbox. */
export class WorkspaceList implements Workspaces {
  readonly #state: State;
  readonly #now: () => number;
  /** Loads the code that generates data. */
  readonly #prepare: (workspace: WorkspaceRecord) => Promise<void>;

  constructor(
    state: State,
    now: () => number,
    prepare: (workspace: WorkspaceRecord) => Promise<void>,
  ) {
    this.#state = state;
    this.#now = now;
    this.#prepare = prepare;
  }

  async add(options: WorkspaceOptions): Promise<Workspace> {
    await this.#state.ready;
    await this.#prepare(readWorkspace(options, this.#state.stores.records));
    // Another workspace may have been added during the load.
    const record = readWorkspace(options, this.#state.stores.records);
    this.#state.add(record);
    return this.#handle(record.id);
  }

  get(id: string): Workspace {
    this.#state.storeOf(id);
    return this.#handle(id);
  }

  list(): Workspace[] {
    return this.#state.stores.records.map(({ id }) => this.#handle(id));
  }

  #handle(id: string): Workspace {
    const state = this.#state;
    const record = () => {
      state.storeOf(id);
      return state.stores.registry.collection(workspaceRecords).get(id) as WorkspaceRecord;
    };
    const store = () => state.storeOf(id);
    const setStatus = (status: WorkspaceStatus) => {
      record();
      state.stores.registry.collection(workspaceRecords).update(id, { status });
      state.save();
    };
    return {
      id,
      get name() {
        return record().name;
      },
      get region() {
        return record().region;
      },
      get timezone() {
        return record().timezone;
      },
      get token() {
        return record().tokens?.[0] ?? "any";
      },
      get status() {
        return record().status;
      },
      seed: saveAfterEach(new Seeds(store, this.#now), store, () => state.save()),
      suspend: () => setStatus("suspended"),
      restrict: () => setStatus("restricted"),
      activate: () => setStatus("active"),
      reset: () => state.resetWorkspace(id),
      snapshot: () => state.snapshotOf(id),
      restore: (snapshot) => state.restoreWorkspace(id, snapshot),
    };
  }
}
