import type { DefaultVersion } from "./engine/requested-version.ts";
import type { TopicPattern } from "./webhooks/topic-pattern.ts";

/** The options of the command line. */
export interface SandboxFlags {
  readonly port: number;
  readonly host: string;
  readonly token?: string[];
  readonly rateLimit?: number;
  readonly apiVersion?: DefaultVersion;
  readonly seed?: string;
  readonly contacts?: number;
  readonly file?: string;
  readonly searchLag?: number;
  readonly cors?: true | string[];
  readonly webhook?: string;
  readonly webhookSecret?: string;
  readonly webhookTopic?: TopicPattern[];
  readonly quiet?: boolean;
}

/** Where the command of the sandbox prints to, and when it ends. */
export interface SandboxCommandOptions {
  /** The name of the command; `interkit-sandbox` when left out. */
  readonly name?: string | undefined;
  /** Gets the start message and a line for each request. */
  readonly print: (text: string) => void;
  /** Gets the warning for a sandbox that other machines reach. */
  readonly warn: (text: string) => void;
  /** Stops the sandbox. */
  readonly signal: AbortSignal;
  /** Lines of the start message for this URL and a token that is accepted, beside those of every start. */
  readonly hint?: ((url: string, token: string) => string) | undefined;
}
