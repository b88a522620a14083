import type { Sandbox } from "@interkit/sandbox";
import { clients } from "../../../../packages/cli/src/generated/clients.ts";
import { callOperation } from "../../../../packages/cli/src/operations/call.ts";
import {
  createExampleWorkspace,
  type ExampleWorkspace,
} from "../../../../packages/sandbox/test/support/requests/example-workspace.ts";
import type { ApiMethod, ApiVersion } from "../model/api.ts";
import { type ExampleInput, inputOf } from "./input.ts";

/** A request that a call sent, and the response of the sandbox. */
export interface Exchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly version: string | null;
  readonly mediaType: string | null;
  readonly body: string;
  readonly response: ExampleResponse;
}

export interface ExampleResponse {
  readonly status: number;
  readonly mediaType: string | null;
  readonly text: string;
}

/** A call of a method, as it was run. */
export interface Example {
  readonly input: ExampleInput;
  readonly exchange: Exchange;
  /** The codes of errors that the sandbox returns for the same call with a mistake, by status. */
  readonly codes: ReadonlyMap<number, ReadonlySet<string>>;
}

export type Fetch = Sandbox["fetch"];

/** Runs the example calls of one version. */
export interface Runner {
  /** @throws {Error} with one line that names the method, where its example fails. */
  run(method: ApiMethod): Promise<Example>;
}

/** A workspace in which all records exist that the examples refer to. It is the same in each run. */
export const createWorkspace: () => Promise<ExampleWorkspace> = () => createExampleWorkspace();

export async function createRunner(
  { name, slug }: ApiVersion,
  workspace: ExampleWorkspace,
): Promise<Runner> {
  const { sandbox, snapshot } = workspace;
  const exchanges: Exchange[] = [];
  const { createIntercom } = await clients[slug as keyof typeof clients]();
  const fetch = recordExchanges(sandbox.fetch, exchanges);
  const intercom = createIntercom({
    token: "test",
    retry: false,
    rateLimit: false,
    fetch,
  }) as object;
  const send = async (method: ApiMethod, ...inputs: ExampleInput[]) => {
    sandbox.restore(snapshot);
    for (const input of inputs) {
      exchanges.length = 0;
      await callOnce(intercom, method, input).catch(() => {});
    }
    return exchanges[0];
  };
  const codesOf = async (method: ApiMethod, input: ExampleInput) => {
    const codes = new Map<number, Set<string>>();
    for (const wrong of mistakesOf(method, input)) {
      const response = (await send(method, ...wrong))?.response;
      const code = codeIn(response?.text ?? "");
      if (response === undefined || response.status < 400 || code === undefined) continue;
      codes.set(response.status, (codes.get(response.status) ?? new Set()).add(code));
    }
    return codes;
  };
  return {
    async run(method) {
      const input = inputOf(method, workspace.names(method.method.operationId));
      const exchange = await send(method, input);
      if (exchange === undefined || exchange.response.status >= 400) {
        const seen = exchange === undefined ? "no request" : exchange.response.text;
        throw new Error(`${method.id} in ${name}: the example fails in the sandbox: ${seen}`);
      }
      return { input, exchange, codes: await codesOf(method, input) };
    },
  };
}

async function callOnce(intercom: object, { operation }: ApiMethod, input: ExampleInput) {
  const result = callOperation({ intercom }, operation, input);
  if (result.kind === "download") return void (await result.download.bytes());
  if (result.kind === "call") return void (await result.call);
  for await (const _ of result.list.pages()) return;
}

/** A `fetch` that keeps what is sent and returned. */
export function recordExchanges(fetch: Fetch, exchanges: Exchange[]): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input as Request, init);
    const sent = await request.clone().text();
    const response = await fetch(request);
    const { pathname, search } = new URL(request.url);
    exchanges.push({
      method: request.method,
      path: pathname + search,
      version: request.headers.get("Intercom-Version"),
      mediaType: request.headers.get("Content-Type"),
      body: sent,
      response: {
        status: response.status,
        mediaType: response.headers.get("Content-Type"),
        text: await response.clone().text(),
      },
    });
    return response;
  };
}

/** Calls with an unknown id in each place, without a body's fields, with one of another type, and a repeated call. */
function mistakesOf({ method }: ApiMethod, input: ExampleInput): ExampleInput[][] {
  const { path, body } = input;
  const [name] = Object.keys(body ?? {});
  const bodies = name === undefined ? [] : [{}, { ...body, [name]: [{}] }];
  return [
    ...path.map((_, index) => [{ ...input, path: path.with(index, "404404") }]),
    ...bodies.map((wrong) => [{ ...input, body: wrong }]),
    ...(method.route.startsWith("POST") ? [[input, input]] : []),
  ];
}

function codeIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { errors?: { code?: string }[] }).errors?.[0]?.code;
  } catch {
    return undefined;
  }
}
