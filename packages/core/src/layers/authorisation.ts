import type { Step } from "../exchange.ts";
import type { Token } from "../options.ts";
import { checkToken } from "../settings.ts";

/**
 * Adds the token, on a copy of the headers, so that nothing outside ever holds it.
 *
 * A token function is asked once, by however many calls at a time. What it gave is kept until
 * Intercom refuses it: then it is asked once more, and a call that was refused with the old token,
 * which therefore did nothing, is sent again with the new one.
 */
export function authorisation(token: Token): Step {
  const source = typeof token === "function" ? new TokenSource(token) : undefined;
  return (next) => {
    const sendWith = (outgoing: Parameters<typeof next>[0], current: string) => {
      const headers = { ...outgoing.headers, authorization: `Bearer ${current}` };
      return next({ ...outgoing, headers });
    };
    return async (outgoing) => {
      if (source === undefined) return sendWith(outgoing, token as string);
      const current = await source.get();
      const answer = await sendWith(outgoing, current);
      if (answer.status !== 401) return answer;
      const renewed = await source.renew(current);
      if (renewed === current) return answer;
      // Nobody reads what was refused; a connection is only free for others when it is read or closed.
      if (answer.body instanceof ReadableStream) await answer.body.cancel();
      return sendWith(outgoing, renewed);
    };
  };
}

/** A token that is asked for once, and again when it was refused. */
class TokenSource {
  readonly #ask: () => string | Promise<string>;
  #current: Promise<string> | undefined;

  constructor(ask: () => string | Promise<string>) {
    this.#ask = ask;
  }

  get(): Promise<string> {
    if (this.#current === undefined) {
      const asked = this.#askOnce();
      this.#current = asked;
      // A failure is not kept: the next call asks again.
      asked.catch(() => {
        if (this.#current === asked) this.#current = undefined;
      });
    }
    return this.#current;
  }

  /** Another token than the one that was refused, unless there is none. */
  async renew(refused: string): Promise<string> {
    const asked = this.#current;
    // Somebody else may have renewed it since this call was sent.
    if (asked !== undefined && (await asked) === refused && this.#current === asked) {
      this.#current = undefined;
    }
    return this.get();
  }

  async #askOnce(): Promise<string> {
    return checkToken(await this.#ask());
  }
}
