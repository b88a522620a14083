/** The result of a call: the data, and the response that had it. */
export interface WithResponse<T> {
  /** The data of the response. */
  readonly data: T;
  /** The status and the headers; the body was already read. */
  readonly response: Response;
}

/**
 * The promise of the data of a call. The request is sent once, when the method is called, however
 * often the promise is awaited.
 */
export interface Call<T> extends Promise<T> {
  /**
   * Returns the data together with the response, for its status and headers. It sends no second
   * request.
   *
   * @example
   * ```ts
   * import { createIntercom } from "@interkit/client/2.16";
   *
   * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
   * const { data, response } = await intercom.contacts.get("5ba682d23d7cf92bef87bfd4").withResponse();
   * console.log(data.name, response.headers.get("x-request-id"));
   * ```
   */
  withResponse(): Promise<WithResponse<T>>;
}

/** Creates the promise of a call from the promise of its result. */
export function createCall<T>(result: Promise<WithResponse<T>>): Call<T> {
  const data = result.then((settled) => settled.data);
  return Object.assign(data, {
    withResponse(): Promise<WithResponse<T>> {
      // The caller handles a failure on the returned promise; without a handler, the promise of the
      // data would report the same failure as an unhandled rejection.
      data.catch(() => {});
      return result;
    },
  });
}
