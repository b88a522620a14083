import type { Received, ServerAction } from "./server-action.ts";
import type { CaseResult, Need, Subject, SubjectMaker, SubjectOptions } from "./subject.ts";

/** What a case can use: the server's script, a client, and the requests that were received. */
export interface Scene {
  readonly url: string;
  play(...actions: ServerAction[]): Promise<void>;
  client(options?: Partial<SubjectOptions>): Subject;
  received(): Promise<Received[]>;
  /** Whether all requests have the same idempotency key, so that they count as one write. */
  isOneByKey(): Promise<boolean>;
  /** Records that the promise is kept in another way than stated. */
  keptBy(way: string): void;
}

/** One promise, and how it is tried. It throws when the promise is broken. */
export interface Case {
  readonly area: "writes" | "reads" | "waiting" | "time" | "answers" | "security";
  readonly promise: string;
  /** The features it needs. It is not applicable to a client that lacks one of them. */
  readonly needs?: readonly Need[];
  run(scene: Scene): Promise<void>;
}

/** The verdict on a promise: without a complaint if it was kept, or with what was wrong. */
export interface Verdict {
  readonly case: Case;
  readonly complaint: string | undefined;
  /** The other way in which it was kept. */
  readonly way?: string | undefined;
  /** The feature that the client lacks, so that the promise was not tried. */
  readonly lacked?: Need | undefined;
}

let count = 0;

/** Tries a promise on a subject, against a hostile server. */
export async function tryCase(one: Case, maker: SubjectMaker, serverUrl: string): Promise<Verdict> {
  const lacked = one.needs?.find((need) => maker.lacks?.[need] !== undefined);
  if (lacked !== undefined) return { case: one, complaint: undefined, lacked };
  count += 1;
  const name = maker.prefix ?? `case-${count}-${Math.random().toString(36).slice(2)}`;
  const stage = `${serverUrl}/_stage/${name}`;
  const url = `${serverUrl}/${name}`;
  const received = async () => (await fetch(stage)).json() as Promise<Received[]>;
  let way: string | undefined;
  const scene: Scene = {
    url,
    play: async (...actions) => {
      const script = actions.map((action) => withErrorBody(action, maker.errorBody));
      await fetch(stage, { method: "PUT", body: JSON.stringify(script) });
    },
    client: (options) => maker.make({ baseUrl: url, token: "secret-token", ...options }),
    received,
    isOneByKey: async () => {
      const keys = (await received()).map(({ headers }) => headers[maker.onceHeader ?? ""]);
      return keys.length > 1 && keys[0] !== undefined && new Set(keys).size === 1;
    },
    keptBy: (other) => {
      way = other;
    },
  };
  const limit = new Promise<never>((_, reject) => {
    const late = () => reject(new Error("took more than 20 seconds"));
    const timer = setTimeout(late, 20_000) as unknown as { unref?: () => void };
    timer.unref?.();
  });
  try {
    await Promise.race([one.run(scene), limit]);
    return { case: one, complaint: undefined, way };
  } catch (error) {
    return { case: one, complaint: error instanceof Error ? error.message : String(error) };
  }
}

/** Replaces the body of an error by one of the client's own API. */
function withErrorBody(action: ServerAction, errorBody: unknown): ServerAction {
  const isError = action.do === "answer" && (action.status ?? 200) >= 400;
  return isError && errorBody !== undefined ? { ...action, body: errorBody } : action;
}

/** Complains unless something holds. */
export function check(condition: boolean, complaint: string): void {
  if (!condition) throw new Error(complaint);
}

/** Complains unless the server received this many requests. */
export async function checkCount(scene: Scene, expected: number): Promise<void> {
  const { length } = await scene.received();
  check(length === expected, `sent ${length} times instead of ${expected}`);
}

export function checkOk(result: CaseResult): void {
  if (!result.ok) throw new Error(`failed: ${String(result.error).slice(0, 120)}`);
}

export function checkFailed(result: CaseResult): asserts result is CaseResult & { ok: false } {
  if (result.ok) throw new Error("was taken for a success");
}

/** How long something takes, in milliseconds. */
export async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await work;
  return { value, ms: performance.now() - start };
}

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
