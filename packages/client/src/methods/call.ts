/** What a call got: the data, and the response that it came in. */
export interface WithResponse<T> {
  /** What the answer holds. */
  readonly data: T;
  /** Status and headers; the body has been read already. */
  readonly response: Response;
}

/**
 * The promise of what a call answers. The request is sent once, when the method is called, whether
 * and however often the promise is awaited.
 */
export interface Call<T> extends Promise<T> {
  /**
   * The data together with the response, for its status and headers. Sends nothing: it is about
   * the request that is on its way already.
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

/** Makes the promise of a call from the promise of its outcome. */
export function callOf<T>(outcome: Promise<WithResponse<T>>): Call<T> {
  const data = outcome.then((done) => done.data);
  return Object.assign(data, {
    withResponse(): Promise<WithResponse<T>> {
      // Whoever asks for both handles a failure there; the data alone is no longer waited for.
      data.catch(() => {});
      return outcome;
    },
  });
}
