import { leaseLost } from "../common/job-error.ts";
import type { OutputWriter } from "../outputs/output.ts";
import type { Lease, Progress, StateStore } from "../state/state-store.ts";
import { failuresOf, valuesOf } from "./results.ts";
import type { SettledBatch } from "./work.ts";

/** Stores the batches of a run, and writes their results before. */
export class Recorder {
  readonly #state: StateStore;
  readonly #lease: Lease;
  readonly #leaseMs: number;
  readonly #writer: OutputWriter<never> | undefined;
  #progress: Progress | undefined;
  /** Whether the job has failed items: only then, those that are done are removed from them. */
  #hasFailed: boolean;

  private constructor(
    state: StateStore,
    lease: Lease,
    leaseMs: number,
    progress: Progress | undefined,
    writer: OutputWriter<never> | undefined,
    hasFailed: boolean,
  ) {
    this.#state = state;
    this.#lease = lease;
    this.#leaseMs = leaseMs;
    this.#progress = progress;
    this.#writer = writer;
    this.#hasFailed = hasFailed;
  }

  static async open(
    state: StateStore,
    lease: Lease,
    leaseMs: number,
    progress: Progress | undefined,
    writer: OutputWriter<never> | undefined,
  ): Promise<Recorder> {
    const failed = await state.failed(lease.job, { limit: 1 });
    return new Recorder(state, lease, leaseMs, progress, writer, failed.length > 0);
  }

  /** Stores batches, and what they change of the progress, if the job has one. */
  async store(
    batches: readonly SettledBatch<unknown>[],
    change: Partial<Pick<Progress, "mark" | "counts">>,
  ): Promise<void> {
    const writer = await this.#ownWriter();
    const output = await writer?.write(valuesOf(batches) as never[]);
    const { failed, resolved } = failuresOf(this.#lease.job, batches);
    this.#hasFailed ||= failed.length > 0;
    const progress = this.#progress && {
      ...this.#progress,
      ...change,
      output: output ?? this.#progress.output,
    };
    await this.#state.commit(this.#lease, {
      ...(progress === undefined ? undefined : { progress }),
      ...(failed.length > 0 ? { failed } : undefined),
      ...(this.#hasFailed && resolved.length > 0 ? { resolved } : undefined),
    });
    this.#progress = progress;
  }

  /**
   * The output, once it is certain that no other process writes it: unlike the state, it accepts every write.
   *
   * @throws {JobError} when another process has taken the lease.
   */
  async #ownWriter(): Promise<OutputWriter<never> | undefined> {
    if (this.#writer === undefined) return undefined;
    if (await this.#state.renew(this.#lease, this.#leaseMs)) return this.#writer;
    throw leaseLost(this.#lease.job);
  }

  /** Ends the output, and stores that the source was read to its end. */
  async finish(): Promise<void> {
    const writer = await this.#ownWriter();
    await writer?.finish();
    if (this.#progress === undefined) return;
    this.#progress = { ...this.#progress, isComplete: true };
    await this.#state.commit(this.#lease, { progress: this.#progress });
  }
}
