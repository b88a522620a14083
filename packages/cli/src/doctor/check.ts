/** What was found out about one thing. */
export interface Check {
  readonly name: string;
  readonly result: "ok" | "warning" | "failed";
  readonly message: string;
  /** What to do about it. */
  readonly fix?: string;
  /** The values of the message, for programs. */
  readonly details?: Readonly<Record<string, unknown>>;
}
