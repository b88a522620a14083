import type { Json } from "../common/json.ts";

/** The right to write the state of a job, which one process has at a time. */
export interface Lease {
  /** The name of the job. */
  readonly job: string;
  /** Grows with each process that takes the job: a write with an older one is refused. */
  readonly token: number;
}

/** Who has the lease of a job. */
export interface LeaseOwner {
  /** What the process is called, if `acquire` was given that. */
  readonly name: string | undefined;
  /** When the lease ends unless it is renewed, in milliseconds from now. */
  readonly endsInMs: number;
}

/** How many items ended in which way. */
export interface Counts {
  /** The step returned. */
  readonly done: number;
  /** What the item stands for no longer exists. */
  readonly gone: number;
  /** All attempts failed. */
  readonly failed: number;
  /** Done, except for what the step named; counted among the done ones too. */
  readonly incomplete: number;
}

/** How far a job has come. */
export interface Progress {
  /** Where its source continues. */
  readonly mark: Json | undefined;
  /** Whether the source was read to its end. */
  readonly isComplete: boolean;
  /** Where its output continues, if it has one. */
  readonly output?: Json | undefined;
  /** The items of this run so far, those before an interruption included. */
  readonly counts: Counts;
  /** When the run began, in Unix seconds; the first process of it, if several continued it. */
  readonly startedAt: number;
}

/** An item whose attempts all failed. */
export interface FailedItem {
  /** The key of the item. */
  readonly key: string;
  /** The item, as it was given to the step. */
  readonly item: Json;
  /** The message of the last error. */
  readonly reason: string;
  /** The attempts of the run in which it failed, and of its replays. */
  readonly attempts: number;
  /** When the last attempt ended, in Unix seconds. */
  readonly failedAt: number;
}

/** What a sync keeps of an object, by its key. */
export interface StateRecord {
  /** The key of the object. */
  readonly key: string;
  /** What is kept of it. */
  readonly value: Json;
}

/** A record to write, in place of one with the same key; without a value, to remove. */
export interface RecordChange {
  /** The key of the record. */
  readonly key: string;
  /** What it has then; `undefined` to remove it. */
  readonly value: Json | undefined;
}

/** What one batch changes. All of it is written, or nothing. */
export interface StateChange {
  /** How far the job has come with this batch. */
  readonly progress?: Progress | undefined;
  /** Items to add to the failed ones; one with the same key is replaced. */
  readonly failed?: readonly FailedItem[] | undefined;
  /** The keys of failed items that are done or gone now. */
  readonly resolved?: readonly string[] | undefined;
  /** Records to write and to remove, in this order. */
  readonly records?: readonly RecordChange[] | undefined;
}

/** A page of what is listed by key. */
export interface StatePage {
  /** How many there are at most. */
  readonly limit: number;
  /** The key behind which it begins. */
  readonly after?: string | undefined;
}

/**
 * Keeps the state of jobs. What `commit` has resolved is there after a kill of the process at any moment.
 * Implementations: `memoryState`, `fileState`; write another one for a store of your own.
 */
export interface StateStore {
  /**
   * Takes the lease of a job for `ttlMs` milliseconds. Resolves to `undefined` while another owner has it.
   * The token is greater than every one before. `owner` names the process for the messages of others.
   */
  acquire(job: string, ttlMs: number, owner?: string): Promise<Lease | undefined>;
  /** The present owner of a lease; `undefined` where none is in force. */
  owner(job: string): Promise<LeaseOwner | undefined>;
  /** Extends a lease from now on. Resolves to false when it belongs to another owner since. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** Ends a lease, if it is still the current one. */
  release(lease: Lease): Promise<void>;
  /** How far a job has come; `undefined` for one that never ran. */
  progress(job: string): Promise<Progress | undefined>;
  /**
   * Writes a change, all of it or nothing.
   *
   * @throws {JobError} with the reason `"lease-lost"` when another process has taken the lease since.
   */
  commit(lease: Lease, change: StateChange): Promise<void>;
  /** The failed items of a job by key, at most `limit`, behind the key `after`. */
  failed(job: string, page: StatePage): Promise<FailedItem[]>;
  /** The records of a job by key, at most `limit`, behind the key `after`. */
  records(job: string, page: StatePage): Promise<StateRecord[]>;
  /** Closes what the store has opened. */
  close(): Promise<void>;
}
