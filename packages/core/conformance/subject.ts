import { apiError, type ClientOptions, ResponseError, type RouteInit } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";

/** The result of a call. */
export type CaseResult =
  | { readonly ok: true; readonly data: unknown }
  | {
      readonly ok: false;
      readonly error: unknown;
      /** The facts in the error about the response. */
      readonly status?: number | undefined;
      readonly requestId?: string | undefined;
    };

/** The options of a call that every client has in some form. */
export interface SubjectCallOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** The calls that the cases make. */
export interface Subject {
  get(id: string, options?: SubjectCallOptions): Promise<CaseResult>;
  create(options?: SubjectCallOptions): Promise<CaseResult>;
  update(options?: SubjectCallOptions): Promise<CaseResult>;
  remove(options?: SubjectCallOptions): Promise<CaseResult>;
  search(options?: SubjectCallOptions): Promise<CaseResult>;
  /** A read that advances with each call. */
  scroll(options?: SubjectCallOptions): Promise<CaseResult>;
  /** Starts an export, of which there can be one at a time. */
  startExport(options?: SubjectCallOptions): Promise<CaseResult>;
  /** A text, not JSON. */
  transcript(options?: SubjectCallOptions): Promise<CaseResult>;
  /** A file; the data is how many bytes came. */
  download(options?: SubjectCallOptions): Promise<CaseResult>;
  /** A recording, which is on another host. */
  recording(options?: SubjectCallOptions): Promise<CaseResult>;
}

/** The options of a subject. */
export interface SubjectOptions {
  readonly baseUrl: string;
  readonly token: string | (() => string | Promise<string>);
  readonly timeoutMs?: number;
  /** The idle timeout and the size limit of a body, for clients with such options. */
  readonly idleTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
}

/** A feature that a case needs and that not every client, or its API, has. */
export type Need =
  | "scroll"
  | "export"
  | "text"
  | "gzip"
  | "abort"
  | "token function"
  | "rate window"
  | "empty responses"
  | "scalar responses"
  | "response limit"
  | "idle limit";

/** A client that the cases are tried on. */
export interface SubjectMaker {
  readonly name: string;
  /** The features that it lacks, and why: cases that need them are not applicable. */
  readonly lacks?: Readonly<Partial<Record<Need, string>>>;
  /** An error as the API of this client writes it; Intercom's way by itself. */
  readonly errorBody?: unknown;
  /** The header of its API for idempotency keys: writes with the same key are done once. */
  readonly onceHeader?: string;
  /** The fixed prefix of its paths, if it has one: each case then has a server of its own. */
  readonly prefix?: string;
  make(options: SubjectOptions): Subject;
}

/** Makes subjects of our own client, with a `fetch` of one's own or the platform's. */
export function ours(name: string, fetch?: ClientOptions["fetch"]): SubjectMaker {
  return {
    name,
    make: (options) => {
      const client = createClient({ ...options, fetch });
      const call = async (route: string, init: RouteInit): Promise<CaseResult> => {
        try {
          const { data, error, response } = await client.request(route, init);
          if (!error) return { ok: true, data };
          const failure = apiError(route, { error, response });
          const { status, requestId } = failure;
          return { ok: false, error: failure, status, requestId };
        } catch (error) {
          if (!(error instanceof ResponseError)) return { ok: false, error };
          const { status, requestId } = error;
          return { ok: false, error, status, requestId };
        }
      };
      const at = (contact_id: string) => ({ params: { path: { contact_id } } });
      return {
        get: (id, options) => call("GET /contacts/{contact_id}", { ...at(id), ...options }),
        create: (options) =>
          call("POST /contacts", { body: { email: "ada@example.com" }, ...options }),
        update: (options) =>
          call("PUT /contacts/{contact_id}", { ...at("1"), body: { name: "Ada" }, ...options }),
        remove: (options) => call("DELETE /contacts/{contact_id}", { ...at("1"), ...options }),
        search: (options) => {
          const query = { field: "email", operator: "=", value: "ada@example.com" };
          return call("POST /contacts/search", { body: { query }, ...options });
        },
        scroll: (options) => call("GET /companies/scroll", { ...options }),
        startExport: (options) => {
          const body = { created_at_after: 1, created_at_before: 2 };
          return call("POST /export/content/data", { body, ...options });
        },
        transcript: (options) =>
          call("GET /calls/{call_id}/transcript", {
            params: { path: { call_id: "1" } },
            ...options,
          }),
        download: async (options) => {
          const params = { path: { job_identifier: "1" } };
          return counted(
            await call("GET /download/content/data/{job_identifier}", { params, ...options }),
          );
        },
        recording: async (options) =>
          counted(
            await call("GET /calls/{call_id}/recording", {
              params: { path: { call_id: "1" } },
              ...options,
            }),
          ),
      };
    },
  };
}

/** Reads a stream and counts its bytes. */
export async function counted(result: CaseResult): Promise<CaseResult> {
  if (!result.ok || !(result.data instanceof ReadableStream)) return result;
  let bytes = 0;
  try {
    const reader = (result.data as ReadableStream<Uint8Array>).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      bytes += read.value.byteLength;
    }
    return { ok: true, data: bytes };
  } catch (error) {
    return { ok: false, error };
  }
}
