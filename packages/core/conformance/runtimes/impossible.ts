/** Cases that a platform makes impossible, by runtime, each with the reason. */
export const impossible: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Chromium: {
    "A create that loses its connection is not retried":
      "the browser retries a request that failed on a reused connection",
    "A create that fails with 408 is not retried":
      "the browser retries a request that got 408 on a reused connection",
    "A delete that loses its response and then gets 404 is a success":
      "the browser retries the first attempt, and shows only the second response",
    "A scroll that loses its response is an error: a retry would skip a page":
      "the browser retries the first attempt, and shows only the second response",
    "A compressed download that ends early, without an error, is an error":
      "the browser decompresses the received bytes, and hides that the body ended early",
  },
};
