/** What of a `Response` is there when its body has been read already. */
type Facts = Pick<Response, "status" | "headers" | "url">;

/**
 * A `Response` whose body has been read, as every result carries one. Made by hand, since the
 * platform's own costs as much as a request; it is an instance of `Response` all the same.
 */
export class ReadResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly url: string;
  readonly body = null;
  readonly bodyUsed = true;
  readonly redirected = false;
  readonly statusText = "";
  readonly type = "basic";

  constructor({ status, headers, url }: Facts) {
    this.status = status;
    this.headers = headers;
    this.url = url;
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

async function wasRead(): Promise<never> {
  throw new TypeError("The body of this response has been read already");
}

Object.setPrototypeOf(ReadResponse.prototype, Response.prototype);
