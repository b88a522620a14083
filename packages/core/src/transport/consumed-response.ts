import { isSuccess } from "./exchange.ts";
import type { RawHeaders, ResponseHead } from "./raw-headers.ts";

/** The parts of a `Response` that remain when its body has been read. */
interface ConsumedResponseInit extends ResponseHead {
  readonly url: string;
}

/**
 * Creates a `Response` whose body has been read, as every result has one. The platform's own costs as
 * much as a request; this one is an instance of `Response` all the same.
 */
export function createConsumedResponse(init: ConsumedResponseInit): Response {
  // Not when this module is loaded: the first use of `Response` loads undici on Node.
  if (!(ConsumedResponse.prototype instanceof Response)) {
    Object.setPrototypeOf(ConsumedResponse.prototype, Response.prototype);
  }
  return new ConsumedResponse(init) as unknown as Response;
}

class ConsumedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly #received: RawHeaders;
  #headers: Headers | undefined;

  constructor({ status, statusText, url, headers }: ConsumedResponseInit) {
    this.status = status;
    this.statusText = statusText;
    this.url = url;
    this.#received = headers;
  }

  get body(): null {
    return null;
  }

  get bodyUsed(): boolean {
    return true;
  }

  get redirected(): boolean {
    return false;
  }

  get type(): ResponseType {
    return "basic";
  }

  get headers(): Headers {
    this.#headers ??= this.#received.toPlatform();
    return this.#headers;
  }

  get ok(): boolean {
    return isSuccess(this.status);
  }

  clone(): never {
    throw new TypeError("The body of this response has been read already");
  }

  arrayBuffer(): Promise<never> {
    return rejectAsConsumed();
  }

  blob(): Promise<never> {
    return rejectAsConsumed();
  }

  bytes(): Promise<never> {
    return rejectAsConsumed();
  }

  formData(): Promise<never> {
    return rejectAsConsumed();
  }

  json(): Promise<never> {
    return rejectAsConsumed();
  }

  text(): Promise<never> {
    return rejectAsConsumed();
  }
}

async function rejectAsConsumed(): Promise<never> {
  throw new TypeError("The body of this response has been read already");
}
