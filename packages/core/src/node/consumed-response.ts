import { isSuccess } from "../transport/exchange.ts";

/** Raw headers by lower-case name. */
export type Fields = Readonly<Record<string, string | string[]>>;

/** The parts of a `Response` that remain when its body has been read. */
interface ConsumedResponseInit {
  readonly status: number;
  readonly url: string;
  readonly fields: Fields;
}

/**
 * A `Response` whose body has been read, as every result has one. The platform's own costs as much as
 * a request; this one is an instance of `Response` all the same.
 */
export class ConsumedResponse {
  readonly status: number;
  readonly url: string;
  readonly body = null;
  readonly bodyUsed = true;
  readonly redirected = false;
  readonly statusText = "";
  readonly type = "basic";

  readonly #fields: Fields;
  #headers: Headers | undefined;

  constructor({ status, url, fields }: ConsumedResponseInit) {
    this.status = status;
    this.url = url;
    this.#fields = fields;
  }

  get headers(): Headers {
    this.#headers ??= toHeaders(this.#fields);
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

/** Converts raw headers to the platform's `Headers`. */
export function toHeaders(fields: Fields): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) headers.append(name, one);
  }
  return headers;
}

async function rejectAsConsumed(): Promise<never> {
  throw new TypeError("The body of this response has been read already");
}

Object.setPrototypeOf(ConsumedResponse.prototype, Response.prototype);
