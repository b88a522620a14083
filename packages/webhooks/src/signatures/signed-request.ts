/** The headers of a request, as any framework has them. Upper and lower case do not matter. */
export type RequestHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request as it came. */
export interface SignedRequest {
  /** As the framework has them. */
  readonly headers: RequestHeaders;
  /** The raw body: its bytes, or text that was UTF-8. */
  readonly body: string | ArrayBuffer | Uint8Array;
}
