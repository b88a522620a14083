import { readFileSync } from "node:fs";
import type { CaseResult, Subject, SubjectCallOptions } from "../subject.ts";

const manifest = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
) as Record<"dependencies" | "devDependencies", Readonly<Record<string, string>>>;

/** A peer's name with its version, which is pinned in `package.json`. */
export function named(name: string): string {
  return `${name} ${manifest.dependencies[name] ?? manifest.devDependencies[name]}`;
}

const absent = (): Promise<CaseResult> => Promise.reject(new Error("the client has no such call"));

/** Calls that a peer lacks, or that no case makes of a peer. A peer that has one overrides it. */
export const absentCalls: Pick<Subject, "scroll" | "startExport" | "transcript" | "recording"> = {
  scroll: absent,
  startExport: absent,
  transcript: absent,
  recording: absent,
};

/** The status and request id in an error about a response. */
interface ErrorDetails {
  readonly status?: number | undefined;
  readonly requestId?: string | null | undefined;
}

/** Makes a call of a client that throws its errors, and reads them in the client's own way. */
export async function resultOf(
  call: () => PromiseLike<unknown>,
  detailsOf: (error: unknown) => ErrorDetails,
): Promise<CaseResult> {
  try {
    return { ok: true, data: await call() };
  } catch (error) {
    const { status, requestId } = detailsOf(error);
    return { ok: false, error, status, requestId: requestId ?? undefined };
  }
}

/** The signal of a call, for clients whose only time limit is a signal. */
export function signalOf(
  { signal, timeoutMs }: SubjectCallOptions,
  defaultMs: number | undefined,
): AbortSignal | undefined {
  const ms = timeoutMs ?? defaultMs;
  return signal ?? (ms === undefined ? undefined : AbortSignal.timeout(ms));
}
