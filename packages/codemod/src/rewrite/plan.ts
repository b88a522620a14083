/**
 * How one place is rewritten: the reason why it is left as it is, or the function that makes its edits. All is
 * planned before anything is edited, so that a place is rewritten as a whole or not at all.
 */
export type Plan<Result = void> = Refusal | (() => Result);

/** Why a place is left, and the page about it if there is one. */
export interface Refusal {
  readonly reason: string;
  readonly page?: string;
}

export const refuse = (reason: string, page?: string): Refusal =>
  page === undefined ? { reason } : { reason, page };

/** Why a call is left whose comments would have no place in it. */
export const commentWithin =
  "A comment stands within the call: move it, and run the codemod again.";

/** The pages of the documents that comments name. */
export const pages = { behaviour: "moving/behaviour/" } as const;

/** The arguments of a method here, as text, without its options. */
export interface Input {
  readonly path: readonly string[];
  readonly input?: string | undefined;
  /** The properties of `options.query`. */
  readonly query: readonly string[];
}
