import { ConfigError } from "@interkit/core";
import { encode, readJwt, signJwt } from "../jwt/jwt.ts";
import type { DeliveryStore } from "../receiver/delivery-store.ts";
import { SignInError } from "./sign-in-error.ts";

interface StateClaims {
  /** What the state is for, so that no other token of the same secret is one. */
  readonly use: "interkit sign-in";
  readonly jti: string;
  /** When it expires, in milliseconds. */
  readonly until: number;
  readonly payload?: unknown;
}

/** A state and the random text that binds it to a browser. */
export interface BoundState {
  readonly state: string;
  /** For a cookie of the browser that starts the sign-in. */
  readonly nonce: string;
}

/** States are part of a URL, which browsers and proxies limit to a few thousand characters. */
const maxStateLength = 2_000;

/**
 * Makes and checks the states of sign-ins. A state is signed and bound to a browser, so that no store is
 * needed to recognise it: its key is the secret together with a random text, which the browser has in a
 * cookie. Others can neither make a state, nor use one that was made for another browser.
 */
export class States {
  readonly #secret: string;
  readonly #ttlMs: number;
  readonly #store: DeliveryStore;

  constructor(secret: string, ttlMs: number, store: DeliveryStore) {
    this.#secret = secret;
    this.#ttlMs = ttlMs;
    this.#store = store;
  }

  /** @throws {ConfigError} for a payload that is too long for a URL, or no JSON. */
  async create(payload: unknown): Promise<BoundState> {
    const nonce = encode(crypto.getRandomValues(new Uint8Array(32)));
    const claims: StateClaims = {
      use: "interkit sign-in",
      jti: crypto.randomUUID(),
      until: Date.now() + this.#ttlMs,
      payload,
    };
    const state = await signJwt(claims, this.#keyFor(nonce));
    if (state.length <= maxStateLength) return { state, nonce };
    throw new ConfigError(
      `The payload is too long for a URL: the state would have ${state.length} characters, and ${maxStateLength} are allowed. Give an id, and keep the rest`,
    );
  }

  /** The payload of a state, which cannot be used again. @throws {SignInError} when it is refused. */
  async use(bound: BoundState): Promise<unknown> {
    if (bound.state === "" || bound.nonce === "") throw new SignInError("state-missing");
    const claims = await this.#read(bound);
    if (claims === undefined) throw new SignInError("state-mismatch");
    if (claims.until <= Date.now()) throw new SignInError("state-expired");
    const id = `sign-in:${claims.jti}`;
    if ((await this.#store.claim(id)) !== "new") throw new SignInError("state-used");
    await this.#store.complete(id);
    return claims.payload;
  }

  /** The payload of a state that was made for the browser, whether or not it can be used. */
  async peek(bound: BoundState): Promise<unknown> {
    return (await this.#read(bound))?.payload;
  }

  async #read({ state, nonce }: BoundState): Promise<StateClaims | undefined> {
    const claims = (await readJwt(state, this.#keyFor(nonce))) as StateClaims | undefined;
    return claims?.use === "interkit sign-in" ? claims : undefined;
  }

  #keyFor(nonce: string): string {
    return `${this.#secret}\n${nonce}`;
  }
}
