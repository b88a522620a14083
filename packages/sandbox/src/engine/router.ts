import { Hono } from "hono";
import type { Description, Operation } from "../description/description.ts";

/** An operation that a request is for, with its path parameters. */
export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** Answers a request, given what it is for; nothing when this version has no such operation. */
export type Answerer = (match: Match | undefined) => Promise<Response>;

/** The routes of one API version. */
export class Router {
  readonly #app: Hono<{ Bindings: { answer: Answerer } }>;

  constructor(description: Description) {
    this.#app = new Hono();
    for (const operation of bySpecificity(description.operations)) {
      const path = operation.path.replace(/\{([^}]+)\}/g, ":$1");
      this.#app.on(operation.method, path, (context) =>
        context.env.answer({ operation, params: context.req.param() as Record<string, string> }),
      );
    }
    this.#app.notFound((context) => context.env.answer(undefined));
    // What goes wrong in an answer is written by whoever made the answerer.
    this.#app.onError((error) => {
      throw error;
    });
  }

  /** Finds what a request is for, and has it answered. */
  async route(request: Request, answer: Answerer): Promise<Response> {
    return this.#app.fetch(request, { answer });
  }
}

/** Hono takes the first route that fits, so `/contacts/search` has to come before `/contacts/:id`. */
function bySpecificity(operations: readonly Operation[]): Operation[] {
  const key = ({ path }: Operation) => path.replace(/\{[^}]+\}/g, "\uffff");
  return [...operations].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
