/** Cases that a platform makes impossible, by runtime, each with the reason. */
export const impossible: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Chromium: {
    "A create whose connection was lost is not sent again":
      "the browser itself sends again what failed on a connection that was open before",
    "A create that was answered 408 is not sent again":
      "the browser itself sends again what was answered 408 on a connection that was open before",
    "A delete whose answer was lost and that is not found afterwards (404) is done":
      "the browser itself sends the first attempt again, and shows the second answer alone",
    "A scroll whose answer was lost is an error: another would leave a page out":
      "the browser itself sends the first attempt again, and shows the second answer alone",
    "A compressed download that ends early, without an error, is an error":
      "the browser decompresses what it received, and hides that it ended early",
  },
};
