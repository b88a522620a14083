import { isGone } from "@interkit/client";

/** What a call returns; `undefined` where Intercom returns that the object is gone. */
export async function unlessGone<T>(call: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
