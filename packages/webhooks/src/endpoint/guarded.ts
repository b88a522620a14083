/**
 * A function of the user that must not end what calls it. What it throws is written to the console, and so is
 * what a promise of it rejects with, since a function without a result may be async.
 *
 * @param name what the function is, in words.
 */
export function guarded<Args extends unknown[]>(
  name: string,
  call: (...args: Args) => unknown,
): (...args: Args) => void {
  return (...args) => {
    const called = (async () => call(...args))();
    called.catch((failure: unknown) => console.error(`${name} failed:`, failure));
  };
}
