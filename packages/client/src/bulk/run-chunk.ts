import { ApiError, type CallOptions } from "@interkit/core";
import { isResponseLost } from "../polling/lost-response.ts";
import { pollUntil } from "../polling/poll-until.ts";
import { sleep } from "../polling/sleep.ts";
import type { BulkJob, BulkOperation, BulkResult } from "./bulk-types.ts";

/** The options of a chunk: those of its calls, and the timeout of its job. */
export interface ChunkOptions {
  readonly call: CallOptions;
  readonly timeoutMs: number | undefined;
}

/** Which attempt of a chunk it is, and when the first one began, by `performance.now()`. */
interface Attempt {
  readonly count: number;
  readonly began: number;
}

const maxAttempts = 3;
const firstDelayMs = 500;
/** How many records are looked up at the same time. */
const lookUps = 10;

/**
 * Runs one job, and returns a result for each record.
 *
 * Where Intercom refuses the request for one of its records, they are submitted in halves, until that one is
 * alone. Where the response is lost, those records are submitted again that Intercom does only once.
 */
export async function runChunk<Input, Done extends string>(
  operation: BulkOperation<Input, Done>,
  inputs: readonly Input[],
  options: ChunkOptions,
  attempt: Attempt = { count: 1, began: performance.now() },
): Promise<BulkResult<Input, Done>[]> {
  let job: BulkJob;
  try {
    job = await operation.submit(inputs, options.call);
  } catch (error) {
    const [input] = inputs;
    if (isRefused(error)) {
      if (inputs.length === 1 && input !== undefined) {
        return [{ input, outcome: "failed", reason: "refused", error, ...idOf(operation, input) }];
      }
      const half = Math.ceil(inputs.length / 2);
      const first = await runChunk(operation, inputs.slice(0, half), options, attempt);
      return [...first, ...(await runChunk(operation, inputs.slice(half), options, attempt))];
    }
    if (!isResponseLost(error)) throw error;
    return repeatChunk(operation, inputs, options, attempt, error);
  }
  const elapsedMs = attempt.count > 1 ? performance.now() - attempt.began : 0;
  return finishJob(operation, inputs, job, job.created_at - Math.ceil(elapsedMs / 1000), options);
}

/** Whether nothing was done, since a record of the request is invalid. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 400 || error.status === 422);
}

async function repeatChunk<Input, Done extends string>(
  operation: BulkOperation<Input, Done>,
  inputs: readonly Input[],
  options: ChunkOptions,
  { count, began }: Attempt,
  error: unknown,
): Promise<BulkResult<Input, Done>[]> {
  const isRepeated = (input: Input) => count < maxAttempts && operation.isRepeatable(input);
  const repeated = inputs.filter(isRepeated);
  let results: BulkResult<Input, Done>[] = [];
  if (repeated.length > 0) {
    await sleep(firstDelayMs * 2 ** (count - 1), options.call.signal);
    results = await runChunk(operation, repeated, options, { count: count + 1, began });
  }
  const next = results.values();
  return inputs.map(
    (input) => (isRepeated(input) && next.next().value) || unknown(operation, input, error),
  );
}

/** @param since when the first request of these records was sent, in Unix seconds. */
async function finishJob<Input, Done extends string>(
  operation: BulkOperation<Input, Done>,
  inputs: readonly Input[],
  job: BulkJob,
  since: number,
  { call, timeoutMs }: ChunkOptions,
): Promise<BulkResult<Input, Done>[]> {
  const jobId = job.id;
  let state: string;
  try {
    const polled = {
      route: operation.route,
      known: job,
      read: (options: CallOptions) => operation.read(jobId, options),
      isDone: (read: BulkJob) =>
        read.state === "completed" || read.state === "completed_with_errors",
    };
    ({ state } = await pollUntil<BulkJob>(polled, { ...call, timeoutMs }));
  } catch (error) {
    if (!isResponseLost(error)) throw error;
    return inputs.map((input) => unknown(operation, input, error, jobId));
  }
  if (state === "completed") {
    const { done } = operation;
    return inputs.map((input) => ({ input, outcome: done, ...idOf(operation, input), jobId }));
  }
  const results: BulkResult<Input, Done>[] = [];
  for (let start = 0; start < inputs.length; start += lookUps) {
    const some = inputs.slice(start, start + lookUps);
    const found = some.map((input) => confirm(operation, input, { jobId, since }, call));
    results.push(...(await Promise.all(found)));
  }
  return results;
}

/** Of a job with errors, Intercom does not report which records failed: look up what became of one. */
async function confirm<Input, Done extends string>(
  operation: BulkOperation<Input, Done>,
  input: Input,
  { jobId, since }: { readonly jobId: string; readonly since: number },
  call: CallOptions,
): Promise<BulkResult<Input, Done>> {
  try {
    const found = await operation.confirm(input, since, call);
    const id = found.id === undefined ? idOf(operation, input) : { id: found.id };
    if (found.isDone) return { input, outcome: operation.done, ...id, jobId };
    const { reason } = found;
    const outcome = reason === "unconfirmed" ? "unknown" : "failed";
    return { input, outcome, reason, ...id, jobId };
  } catch (error) {
    if (!isResponseLost(error)) throw error;
    return unknown(operation, input, error, jobId);
  }
}

function unknown<Input>(
  operation: BulkOperation<Input, string>,
  input: Input,
  error: unknown,
  jobId?: string,
): BulkResult<Input, never> {
  const job = jobId === undefined ? {} : { jobId };
  const id = idOf(operation, input);
  return { input, outcome: "unknown", reason: "unconfirmed", error, ...id, ...job };
}

function idOf<Input>(operation: BulkOperation<Input, string>, input: Input): { id?: string } {
  const id = operation.idOf(input);
  return id === undefined ? {} : { id };
}
