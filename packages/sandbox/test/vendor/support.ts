import { IntercomClient, IntercomError } from "intercom-client";
import { expect, test } from "vitest";
import { responseError } from "../support/response-error.ts";
import { type Workspace, workspace } from "../support/workspace.ts";
import { resourcesOfFile, unanswerable, type VendorTestFile } from "./walks.ts";

/** A request, as the vendor's client sent it. */
export interface Sent {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly version: string | null;
  readonly body: unknown;
}

export interface VendorWorkspace extends Workspace {
  /** The vendor's client with its defaults: it requests version 2.14. */
  readonly client: IntercomClient;
  /** Its unstable client, with the version Unstable: its default is 2.14 too. */
  readonly unstable: IntercomClient["unstable"];
  /** The requests that the clients have sent, in order. */
  readonly sent: readonly Sent[];
}

/** The results of the methods that were called in this file: success, or the status. */
const answers = new Map<string, Set<number | "well">>();

/**
 * The vendor's client with a sandbox of its own, over HTTP. Every response must match the
 * description, or the call fails.
 */
export async function vendorWorkspace(): Promise<VendorWorkspace> {
  const made = await workspace("2.14");
  const sent: Sent[] = [];
  const checkedFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const requestUrl = new URL(request.url);
    const text = await request.clone().text();
    sent.push({
      method: request.method,
      path: requestUrl.pathname + requestUrl.search,
      version: request.headers.get("Intercom-Version"),
      body: text === "" ? undefined : JSON.parse(text),
    });
    // A redirect is not followed, so requests are sent to the sandbox only.
    const response = await fetch(request, { redirect: "manual" });
    await checkResponse(request.method, requestUrl.pathname, response.clone());
    return response;
  };
  const options = { token: "secret", environment: made.url, maxRetries: 0, fetch: checkedFetch };
  return {
    ...made,
    sent,
    client: recordCalls(new IntercomClient(options), ""),
    unstable: recordCalls(
      new IntercomClient({ ...options, version: "Unstable" }).unstable,
      "unstable",
    ),
  };
}

async function checkResponse(method: string, path: string, response: Response): Promise<void> {
  const text = await response.text();
  const isJson = /^application\/json/.test(response.headers.get("Content-Type") ?? "");
  const body = isJson && text !== "" ? JSON.parse(text) : undefined;
  const requestUrl = response.headers.get("Intercom-Version") ?? "";
  const version = requestUrl === "Unstable" ? "Preview" : requestUrl;
  expect(responseError(version, method, path, response.status, body)).toBeUndefined();
}

/** Records the results of methods. Resources are getters, methods are not. */
function recordCalls<T extends object>(client: T, place: string): T {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof name === "symbol" || name.startsWith("_")) return value;
      const at = place === "" ? name : `${place}.${name}`;
      if (typeof value !== "function") return recordCalls(value as object, at);
      return (...given: unknown[]) => {
        const answer: Promise<unknown> = value.apply(target, given);
        const note = (how: number | "well") =>
          answers.set(at, (answers.get(at) ?? new Set()).add(how));
        answer.then(
          () => note("well"),
          (error) => error instanceof IntercomError && note(error.statusCode ?? 0),
        );
        return answer;
      };
    },
  });
}

/** The methods of a client and of its resources, by their paths. */
export function methodsOf(client: object, place = ""): string[] {
  const all = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(client) as object);
  return Object.entries(all).flatMap(([name, { get }]) => {
    if (name === "constructor" || name.startsWith("_")) return [];
    const at = place === "" ? name : `${place}.${name}`;
    return get ? methodsOf(Reflect.get(client, name) as object, at) : [at];
  });
}

/** The resource of a method: `contacts`, or `unstable.contacts`. */
export function resourceOf(method: string): string {
  const [first = "", second = ""] = method.split(".");
  return first === "unstable" ? `${first}.${second}` : first;
}

/** Every method of the vendor's client. */
export function everyMethod(): string[] {
  return methodsOf(new IntercomClient({ token: "secret" }));
}

/** The last test of a file: every method of its resources was called. */
export function testThatAllWasCalled(walk: VendorTestFile): void {
  const resources: readonly string[] = resourcesOfFile[walk];
  const mine = everyMethod().filter((method) => resources.includes(resourceOf(method)));
  test.each(resources)("every method of %s was called and succeeded", (resource) => {
    const open = mine
      .filter((method) => resourceOf(method) === resource && !(method in unanswerable))
      .filter((method) => !answers.get(method)?.has("well"));
    expect(open).toEqual([]);
  });
  for (const method of mine.filter((one) => one in unanswerable)) {
    const { status, why } = unanswerable[method] ?? {};
    test(`${method} is never answered well, as ${why}`, () => {
      expect([...(answers.get(method) ?? [])]).toEqual([status]);
    });
  }
}

/** The items of one of the vendor's lists, up to `limit`, as some lists have no end. */
export async function collect<T>(
  list: AsyncIterable<T> | PromiseLike<AsyncIterable<T>>,
  limit = 40,
): Promise<T[]> {
  const items: T[] = [];
  for await (const item of await list) {
    if (items.length === limit) break;
    items.push(item);
  }
  return items;
}
