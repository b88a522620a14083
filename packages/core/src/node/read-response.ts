/** What of a `Response` is there when its body has been read already. */
interface Facts {
  readonly status: number;
  readonly url: string;
  /** By names in small letters, as they came. */
  readonly fields: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * A `Response` whose body has been read, as every result carries one. Made by hand, since the
 * platform's own costs as much as a request; it is an instance of `Response` all the same.
 */
export class ReadResponse {
  readonly status: number;
  readonly url: string;
  readonly body = null;
  readonly bodyUsed = true;
  readonly redirected = false;
  readonly statusText = "";
  readonly type = "basic";

  readonly #fields: Facts["fields"];
  #headers: Headers | undefined;

  constructor({ status, url, fields }: Facts) {
    this.status = status;
    this.url = url;
    this.#fields = fields;
  }

  get headers(): Headers {
    this.#headers ??= headersOf(this.#fields);
    return this.#headers;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  clone(): never {
    throw new TypeError("The body of this response has been read already");
  }

  arrayBuffer(): Promise<never> {
    return wasRead();
  }

  blob(): Promise<never> {
    return wasRead();
  }

  bytes(): Promise<never> {
    return wasRead();
  }

  formData(): Promise<never> {
    return wasRead();
  }

  json(): Promise<never> {
    return wasRead();
  }

  text(): Promise<never> {
    return wasRead();
  }
}

/** Makes the platform's `Headers` of what came. */
export function headersOf(fields: Facts["fields"]): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  }
  return headers;
}

async function wasRead(): Promise<never> {
  throw new TypeError("The body of this response has been read already");
}

Object.setPrototypeOf(ReadResponse.prototype, Response.prototype);
