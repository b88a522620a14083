import { ConfigError, ResponseError } from "../errors/errors.ts";
import { AttemptSignal } from "../transport/attempt-signal.ts";
import { belongsTo } from "../transport/call-of.ts";
import {
  type Answer,
  type CallState,
  isBodiless,
  type Outgoing,
  type Step,
  type Transport,
} from "../transport/exchange.ts";
import { readAnswer } from "../transport/fetch-transport.ts";
import { type Layer, type Send, stack } from "../transport/layer.ts";

/** Tells which call a request belongs to, through whatever copies a layer makes of it. */
const callHeader = "x-interkit-call";

/** What a layer's request and response were made of, for when they come back as they went. */
interface Kept {
  readonly requests: WeakMap<Request, Outgoing>;
  readonly answers: WeakMap<Response, Answer>;
  readonly calls: Map<string | null, CallState>;
  /** What was sent last for a call, so that it is known when no layer tells. */
  readonly sent: WeakMap<CallState, Promise<Answer> | undefined>;
  /** What layers are told when a request of theirs is not sent. */
  readonly refusals: WeakSet<ConfigError>;
}

/** Puts the user's own layers, which know requests and responses, around a transport. */
export function ownLayers(layers: readonly Layer[]): Step {
  return (next) => {
    if (layers.length === 0) return next;
    const kept: Kept = {
      requests: new WeakMap(),
      answers: new WeakMap(),
      calls: new Map(),
      sent: new WeakMap(),
      refusals: new WeakSet(),
    };
    const send = stack(innermost(next, kept), layers);
    let count = 0;
    return async (outgoing) => {
      count += 1;
      const id = String(count);
      kept.calls.set(id, outgoing.call);
      try {
        const request = requestOf(outgoing, id);
        kept.requests.set(request, outgoing);
        const answered = send(request).then((response) => answerOf(outgoing, response, kept));
        // A layer may heed no signal, and what it gives may never end; the call ends all the same.
        return await outgoing.call.deadline.race(answered);
      } catch (error) {
        const isRefusal = error instanceof ConfigError && kept.refusals.has(error);
        throw isRefusal ? await misuse(outgoing, kept, error) : error;
      } finally {
        kept.calls.delete(id);
      }
    };
  };
}

function requestOf(outgoing: Outgoing, id: string): Request {
  const { call, url, method, headers } = outgoing;
  const body = outgoing.body ?? null;
  const { signal } = call.deadline;
  const request = new Request(url, { method, headers, body, signal });
  request.headers.set(callHeader, id);
  belongsTo(request, call);
  return request;
}

function innermost(next: Transport, kept: Kept): Send {
  return async (request) => {
    const outgoing = kept.requests.get(request);
    const call = outgoing?.call ?? kept.calls.get(request.headers.get(callHeader));
    if (call === undefined) {
      const refusal = new ConfigError(
        `A layer sent a request of its own making; make it of the one it was given: new Request(request, …)`,
      );
      kept.refusals.add(refusal);
      throw refusal;
    }
    const before = kept.sent.get(call);
    const sent = outgoingOf(request, call, outgoing).then(next);
    kept.sent.set(call, sent);
    const answer = await sent.catch((error: unknown) => {
      if (error instanceof ConfigError) {
        kept.refusals.add(error);
        // Nothing was sent, so that what was sent before is still what became of the call.
        kept.sent.set(call, before);
      }
      throw error;
    });
    const shown = shownOf(answer);
    kept.answers.set(shown, answer);
    return shown;
  };
}

/** What was read already can be read again by a layer. */
function shownOf({ status, body, response }: Answer): Response {
  if (!response.bodyUsed) return response;
  const { headers, url } = response;
  // A response of a text says that it is plain text, where nothing says what it is.
  const content = typeof body === "string" ? new TextEncoder().encode(body) : (body ?? null);
  const shown = new Response(isBodiless(status) ? null : content, { status, headers });
  Object.defineProperty(shown, "url", { value: url });
  return shown;
}

/** A layer may have changed anything of a request but the call that it belongs to. */
async function outgoingOf(
  request: Request,
  call: CallState,
  original: Outgoing | undefined,
): Promise<Outgoing> {
  const { [callHeader]: _, ...headers } = Object.fromEntries(request.headers);
  const { method, url } = request;
  if (original) {
    // The boundary that a request writes there is not that of the next one.
    if (original.body instanceof FormData) delete headers["content-type"];
    return { ...original, headers };
  }
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  return { call, method, url, headers, body, signal: AttemptSignal.of(request.signal) };
}

async function answerOf(outgoing: Outgoing, response: unknown, kept: Kept): Promise<Answer> {
  const { route } = outgoing.call;
  if (!isResponse(response)) {
    const what = `A layer returned no response to ${route}; does it "return next(…)"?`;
    throw await misuse(outgoing, kept, new ConfigError(what));
  }
  if (response.bodyUsed) {
    const what = `A layer read the body of the answer to ${route} that it returned; read response.clone() instead`;
    throw await misuse(outgoing, kept, new ConfigError(what));
  }
  const { status, headers } = response;
  const known = kept.answers.get(response);
  if (known) {
    // Of a stream that a layer has copied, only what the response now holds can be read.
    const body = known.body instanceof ReadableStream ? (response.body ?? undefined) : known.body;
    // A layer may have changed the headers of the response that it was given.
    return { ...known, headers, body, response: known.response, status };
  }
  return readAnswer(outgoing, response);
}

/** Whatever class it is of: some functions like `fetch` have their own. */
function isResponse(value: unknown): value is Response {
  const { status, headers, text } = (value ?? {}) as Partial<Response>;
  return (
    typeof status === "number" && typeof headers?.get === "function" && typeof text === "function"
  );
}

/** The error for a layer that is wrong: whether something was sent before is what matters. */
async function misuse({ call }: Outgoing, kept: Kept, error: ConfigError): Promise<Error> {
  const sent = kept.sent.get(call);
  if (sent === undefined) return error;
  // If it failed, that is what became of the call.
  const { response } = await call.deadline.race(sent);
  const what = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  const message = `${call.route} was sent and answered ${response.status}, but ${what}`;
  return new ResponseError(message, { response, problem: "layer", cause: error });
}
