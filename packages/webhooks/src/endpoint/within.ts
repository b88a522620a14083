/** The longest time of a timer, in milliseconds: one of more than 31 bits, or without an end, is over at once. */
export const longestMs: number = 2 ** 31 - 1;

/** The result of work, or that of `onTimeout` once the time is over; the work goes on then. */
export function within<Result>(
  work: Promise<Result>,
  timeoutMs: number,
  onTimeout: () => Result,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(onTimeout()), Math.min(timeoutMs, longestMs));
    const end = <Value>(settle: (value: Value) => void) => {
      return (value: Value) => {
        clearTimeout(timer);
        settle(value);
      };
    };
    work.then(end(resolve), end(reject));
  });
}
