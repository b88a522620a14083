/** What a platform makes impossible for whoever runs on it: promises by runtime, with the reason. */
export const impossible: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Chromium: {
    "A create whose connection was lost is not sent again":
      "the browser itself sends again what failed on a connection that was open before",
  },
};
