import { apiError, type OperationFacts, type Requester } from "@interkit/core";
import type { LazyList, walk } from "@interkit/pagination";
import { type MethodShape, readArguments, readShape } from "./arguments.ts";
import { type Call, createCall, type WithResponse } from "./call.ts";
import type { createDownload } from "./download.ts";

/** The `walk` of `@interkit/pagination`, without which there are no methods that return lists. */
export type Walk = typeof walk;

/** The function that makes downloads, without which there are no methods that return files. */
export type Download = typeof createDownload;

/** The client that calls the methods, and the functions that make lists and downloads. */
export interface Binding {
  readonly client: Requester;
  readonly walk: Walk | undefined;
  readonly download: Download | undefined;
}

const noFacts: OperationFacts = {};

/** An operation as a method calls it. All clients share it; its row is parsed at the first call. */
export class Operation {
  /** The place of the method, such as `"contacts.get"`. */
  readonly id: string;
  readonly #row: string;
  #shape: MethodShape | undefined;

  /** @param row The route, and the facts about the operation as JSON if it has any. */
  constructor(id: string, row: string) {
    this.id = id;
    this.#row = row;
  }

  get isList(): boolean {
    return this.#row.includes('"pagination":');
  }

  call(
    { client, walk, download }: Binding,
    args: readonly unknown[],
  ): Call<unknown> | LazyList<unknown> {
    this.#shape ??= this.#readShape();
    const { route, facts } = this.#shape;
    if (facts.pagination !== undefined && walk !== undefined) {
      const { path, query, body, options } = readArguments(this.#shape, args);
      return walk(client, route, { path, query, body, facts }, options);
    }
    const result = send(client, this.#shape, args);
    return facts.response === "stream" && download !== undefined
      ? download(result as Promise<WithResponse<FileStream>>)
      : createCall(result);
  }

  #readShape(): MethodShape {
    const end = this.#row.indexOf(" {");
    if (end < 0) return readShape(this.id, this.#row, noFacts);
    return readShape(this.id, this.#row.slice(0, end), JSON.parse(this.#row.slice(end)));
  }
}

type FileStream = ReadableStream<Uint8Array> | undefined;

/** An async function, so that an invalid argument rejects the call instead of throwing. */
async function send(
  client: Requester,
  shape: MethodShape,
  args: readonly unknown[],
): Promise<WithResponse<unknown>> {
  const { route, facts } = shape;
  const { path, query, body, options } = readArguments(shape, args);
  const result = await client.request(route, { ...options, params: { path, query }, body, facts });
  if (result.error) throw apiError(route, result);
  return { data: result.data, response: result.response };
}
