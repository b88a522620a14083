import { ConfigError, ResponseError } from "../errors/errors.ts";
import { attachCallInfo } from "../transport/call-info.ts";
import type {
  CallState,
  Transport,
  TransportLayer,
  TransportRequest,
  TransportResponse,
} from "../transport/exchange.ts";
import { readResponse } from "../transport/fetch-transport.ts";
import { type Layer, type Send, stack } from "../transport/layer.ts";
import { readableResponse, readRequest } from "./platform-objects.ts";

/** Identifies the call of a request in all copies that a layer makes of it. */
const callHeader = "x-interkit-call";

/** Maps the requests and responses of layers to those that they were made from. */
interface LayerState {
  readonly requests: WeakMap<Request, TransportRequest>;
  readonly responses: WeakMap<Response, TransportResponse>;
  readonly calls: Map<string | null, CallState>;
  /** The last request that was sent for a call, even if a layer hides its response. */
  readonly lastSent: WeakMap<CallState, Promise<TransportResponse> | undefined>;
  /** The errors with which requests of layers were refused. */
  readonly refusals: WeakSet<ConfigError>;
}

/** Puts the user's layers, which work on requests and responses, around a transport. */
export function userLayers(layers: readonly Layer[]): TransportLayer {
  return (next) => {
    if (layers.length === 0) return next;
    const state: LayerState = {
      requests: new WeakMap(),
      responses: new WeakMap(),
      calls: new Map(),
      lastSent: new WeakMap(),
      refusals: new WeakSet(),
    };
    const send = stack(innermostSend(next, state), layers);
    let count = 0;
    return async (outgoing) => {
      count += 1;
      const id = String(count);
      state.calls.set(id, outgoing.call);
      try {
        const request = toRequest(outgoing, id);
        state.requests.set(request, outgoing);
        const transportResponse = send(request).then((response) =>
          toTransportResponse(outgoing, response, state),
        );
        // A layer may ignore its signal, and a body that it makes may never end; the call ends anyway.
        return await outgoing.call.deadline.race(transportResponse);
      } catch (error) {
        const isRefusal = error instanceof ConfigError && state.refusals.has(error);
        throw isRefusal ? await misuseError(outgoing, state, error) : error;
      } finally {
        state.calls.delete(id);
      }
    };
  };
}

function toRequest(outgoing: TransportRequest, id: string): Request {
  const { call, url, method, headers } = outgoing;
  const body = outgoing.body ?? null;
  const { signal } = call.deadline;
  const request = new Request(url, { method, headers, body, signal });
  request.headers.set(callHeader, id);
  attachCallInfo(request, call);
  return request;
}

function innermostSend(next: Transport, state: LayerState): Send {
  return async (request) => {
    const outgoing = state.requests.get(request);
    const call = outgoing?.call ?? state.calls.get(request.headers.get(callHeader));
    if (call === undefined) {
      const refusal = new ConfigError(
        `A layer sent a request of its own making; make it of the one it was given: new Request(request, …)`,
      );
      state.refusals.add(refusal);
      throw refusal;
    }
    const before = state.lastSent.get(call);
    const sent = toTransportRequest(request, call, outgoing).then(next);
    state.lastSent.set(call, sent);
    const transportResponse = await sent.catch((error: unknown) => {
      if (error instanceof ConfigError) {
        state.refusals.add(error);
        // Nothing was sent, so the request before still determines the result of the call.
        state.lastSent.set(call, before);
      }
      throw error;
    });
    const { platformResponse, body } = transportResponse;
    // The body may have been read already.
    const readable = platformResponse.bodyUsed
      ? readableResponse(transportResponse, body)
      : platformResponse;
    state.responses.set(readable, transportResponse);
    return readable;
  };
}

/** Converts a layer's request back. A layer may have changed anything but its call. */
async function toTransportRequest(
  request: Request,
  call: CallState,
  original: TransportRequest | undefined,
): Promise<TransportRequest> {
  const { [callHeader]: _, ...headers } = Object.fromEntries(request.headers);
  if (original === undefined) return { ...(await readRequest(request, call)), headers };
  // The boundary in this header is not that of the next request.
  if (original.body instanceof FormData) delete headers["content-type"];
  return { ...original, headers };
}

async function toTransportResponse(
  outgoing: TransportRequest,
  response: unknown,
  state: LayerState,
): Promise<TransportResponse> {
  const { route } = outgoing.call;
  if (!isResponse(response)) {
    const what = `A layer returned no response to ${route}; does it "return next(…)"?`;
    throw await misuseError(outgoing, state, new ConfigError(what));
  }
  if (response.bodyUsed) {
    const what = `A layer read the body of the answer to ${route} that it returned; read response.clone() instead`;
    throw await misuseError(outgoing, state, new ConfigError(what));
  }
  const { status, headers } = response;
  const known = state.responses.get(response);
  if (known) {
    // Of a stream that a layer has copied, only what the response now holds can be read.
    const body = known.body instanceof ReadableStream ? (response.body ?? undefined) : known.body;
    // A layer may have changed the headers of the response that it was given.
    return { ...known, headers, body, platformResponse: known.platformResponse, status };
  }
  return readResponse(outgoing, response);
}

/**
 * Whether a value has the shape of a response: some functions like `fetch` have classes of their own.
 */
function isResponse(value: unknown): value is Response {
  const { status, headers, text } = (value ?? {}) as Partial<Response>;
  return (
    typeof status === "number" && typeof headers?.get === "function" && typeof text === "function"
  );
}

/** Returns the error for a layer that breaks the rules. It differs when a request was sent before. */
async function misuseError(
  { call }: TransportRequest,
  state: LayerState,
  error: ConfigError,
): Promise<Error> {
  const sent = state.lastSent.get(call);
  if (sent === undefined) return error;
  // If that request failed, the call fails with its error.
  const { platformResponse: response } = await call.deadline.race(sent);
  const what = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  const message = `${call.route} was sent and answered ${response.status}, but ${what}`;
  return new ResponseError(message, { response, problem: "layer", cause: error });
}
