/** What the exit code of `interkit` says. They are part of the interface: the help and the README list them. */
export const exitCodes = {
  ok: 0,
  /** Intercom returned an error, there was no connection, or some items failed. */
  failed: 1,
  /** The command line or a file that it names is wrong; nothing was sent. */
  usage: 2,
  /** A guard held something back, or `verify` or a dry run found differences. */
  differences: 3,
  /** There is no token, or Intercom refused it. */
  unauthorized: 4,
  /** Another process runs the same work. */
  busy: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
