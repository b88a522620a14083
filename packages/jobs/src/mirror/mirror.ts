import type { CallOptions } from "@interkit/client";
import { checkBooleans, checkNames, checkSignal, checkText, checkWhole } from "../options/check.ts";
import { readableState, withState } from "../run/open-state.ts";
import { checkState } from "../run/options.ts";
import type { StateStore } from "../state/state-store.ts";
import type { MirrorClient, StreamsOf } from "./client.ts";
import { Comparison } from "./comparison.ts";
import { Copy } from "./copy.ts";
import { hintedObjects, type MirrorHint } from "./hints.ts";
import { type MirrorReport, Report } from "./report.ts";
import { openStreams, type Stream } from "./streams.ts";
import { type MirrorSyncOptions, Synchronisation } from "./synchronisation.ts";
import { checkTarget } from "./targets/check-target.ts";
import type { MirrorStream, MirrorTarget } from "./targets/target.ts";
import { differencesOf, type MirrorDifference } from "./verification.ts";
import type { Reading } from "./walk.ts";
import { WorkspaceCheck } from "./workspace.ts";

/** Options of `createMirror`. */
export interface MirrorOptions<Stream extends MirrorStream = MirrorStream> {
  /** Where the copy is kept, such as `sqlTarget(query)` or `fileTarget(folder)`. */
  readonly target: MirrorTarget;
  /** The path of a file for how far the mirror has come, or a store; `"interkit-mirror.db"` by default. */
  readonly state?: string | StateStore | undefined;
  /** What is copied; by default everything that the client has of contacts, companies, conversations and tickets. */
  readonly streams?: readonly Stream[] | undefined;
  /** What the names of its jobs in the state begin with; `"mirror"` by default. Two mirrors in one state need two. */
  readonly name?: string | undefined;
  /** How many objects are read by their ids at once; 20 by default. The client's limiter decides how fast. */
  readonly concurrency?: number | undefined;
  /**
   * How often `sync` reads all companies in versions that have no search for changed ones, in milliseconds; an hour
   * by default.
   */
  readonly companiesEveryMs?: number | undefined;
}

/** Options of `compare` and `hint`. */
export interface MirrorCallOptions {
  /** Ends the call, which rejects with the reason of the signal. What was written stays. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `verify`. */
export interface VerifyOptions extends MirrorCallOptions {
  /**
   * Whether each conversation is read by its id, since a list has no parts: a request for each. False by default,
   * which compares everything else.
   */
  readonly deep?: boolean | undefined;
}

/** A copy of a workspace that is kept up to date. */
export interface Mirror {
  /**
   * Copies what changed since the last time, and removes what the feeds of the version state to be deleted or merged.
   * The first time, it copies everything. It is continued after a kill. Run it every few minutes.
   *
   * @throws {JobError} when another process does the same.
   * @throws what a job throws: see `run`.
   */
  sync(options?: MirrorSyncOptions): Promise<MirrorReport>;
  /**
   * Reads the objects that a notification names, and writes or removes them. A hint may be lost, late, repeated or in
   * any order: it only causes a read.
   *
   * @throws {ConfigError} for what is no notification.
   * @throws what a read throws; the next `sync` or `compare` corrects the copy.
   */
  hint(event: MirrorHint, options?: MirrorCallOptions): Promise<void>;
  /**
   * Reads all lists, writes what is missing or differs in the copy, and reads once more, by its id, what the copy has
   * and no list returns: what is gone is removed. Nothing is removed where a list could not be read to its end. Run
   * it every night.
   */
  compare(options?: MirrorCallOptions): Promise<MirrorReport>;
  /** Returns what differs between the workspace and the copy, and changes neither. */
  verify(options?: VerifyOptions): Promise<MirrorDifference[]>;
}

/**
 * Keeps a copy of the contacts, companies, conversations with their parts, and tickets of a workspace.
 *
 * The search for changes, the feeds of deletions, notifications and a comparison complement each other: none of them
 * has everything, and any of them may be late. Each only writes what is newer than the copy.
 *
 * @param intercom what `createIntercom` of any version returned, or an object with the resources that are mirrored.
 * @throws {ConfigError} for wrong options, and for streams that the version does not have.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { createMirror, fileTarget } from "@interkit/jobs/sync";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const mirror = createMirror(intercom, { target: fileTarget("intercom"), state: "mirror.db" });
 * const { streams, notices } = await mirror.sync();
 * console.log(streams.contacts?.written, "contacts were written", notices);
 * ```
 */
export function createMirror<Client extends MirrorClient>(
  intercom: Client,
  options: MirrorOptions<StreamsOf<Client>>,
): Mirror {
  return new WorkspaceMirror(intercom, options);
}

const optionNames: readonly (keyof MirrorOptions)[] = [
  ...(["target", "state", "streams", "name", "concurrency", "companiesEveryMs"] as const),
];

class WorkspaceMirror implements Mirror {
  readonly #streams: ReadonlyMap<MirrorStream, Stream>;
  readonly #copy: Copy;
  readonly #synchronisation: Synchronisation;
  readonly #state: string | StateStore;
  readonly #workspace: WorkspaceCheck;
  readonly #concurrency: number;

  constructor(intercom: MirrorClient, options: MirrorOptions) {
    checkNames("createMirror", options, optionNames);
    const { target, state = "interkit-mirror.db", name = "mirror", concurrency = 20 } = options;
    const { companiesEveryMs = 3_600_000 } = options;
    checkTarget("createMirror", target);
    checkText("createMirror", "name", name);
    checkState("createMirror", state);
    checkWhole("createMirror", { concurrency, companiesEveryMs });
    this.#streams = openStreams(Object(intercom), options.streams);
    this.#copy = new Copy(target);
    this.#state = state;
    this.#workspace = new WorkspaceCheck(name, [...this.#streams.values()]);
    this.#concurrency = concurrency;
    const workspace = this.#workspace;
    const context = { name, copy: this.#copy, concurrency, companiesEveryMs, workspace };
    this.#synchronisation = new Synchronisation([...this.#streams.values()], state, context);
  }

  sync(options: MirrorSyncOptions = {}): Promise<MirrorReport> {
    return this.#synchronisation.run(options);
  }

  async hint(event: MirrorHint, options: MirrorCallOptions = {}): Promise<void> {
    checkNames("hint", options, ["signal"]);
    const { call, report } = this.#reading("hint", options, undefined);
    const objects = hintedObjects(event).flatMap(({ stream, id }) => {
      const known = this.#streams.get(stream);
      return known === undefined ? [] : { stream: known, id };
    });
    await Promise.all(objects.map(({ stream, id }) => this.#copy.look(stream, id, call, report)));
  }

  async compare(options: MirrorCallOptions = {}): Promise<MirrorReport> {
    checkNames("compare", options, ["signal"]);
    const reading = this.#reading("compare", options, "bulk");
    await withState(this.#state, (state) => this.#workspace.checkOrStore(state));
    for (const stream of this.#streams.values()) await new Comparison(stream, reading).run();
    return reading.report.end();
  }

  async verify(options: VerifyOptions = {}): Promise<MirrorDifference[]> {
    checkNames("verify", options, ["signal", "deep"]);
    const { deep = false, ...rest } = options;
    checkBooleans("verify", { deep });
    const reading = this.#reading("verify", rest, "bulk");
    await withState(readableState(this.#state), (state) => this.#workspace.check(state));
    const differences: MirrorDifference[] = [];
    for (const stream of this.#streams.values()) {
      differences.push(...(await differencesOf(stream, reading, deep)));
    }
    return differences;
  }

  #reading(of: string, { signal }: MirrorCallOptions, priority: "bulk" | undefined): Reading {
    checkSignal(of, signal);
    const call: CallOptions = {
      ...(signal === undefined ? undefined : { signal }),
      ...(priority === undefined ? undefined : { priority }),
    };
    const report = new Report(this.#streams.keys());
    return { copy: this.#copy, report, call, concurrency: this.#concurrency };
  }
}
