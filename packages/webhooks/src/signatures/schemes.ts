import { ConfigError } from "@interkit/core";

/**
 * Which requests a signature is of: `notification` for webhooks; `app` for Canvas Kit, uninstalls and
 * health checks; `fin` for events of the Fin Agent API, which have a secret of their own.
 */
export type SignatureKind = "notification" | "app" | "fin";

export interface SignatureScheme {
  readonly header: string;
  readonly hash: "SHA-1" | "SHA-256";
  /** In bytes. */
  readonly length: number;
  /** What stands before the hexadecimal digits; optional where Intercom does not always send it. */
  readonly prefix: string;
  readonly needsPrefix: boolean;
  /** Which secret it is, as the Developer Hub or the settings of Fin call it. */
  readonly secret: string;
}

export const schemes: Readonly<Record<SignatureKind, SignatureScheme>> = {
  notification: {
    header: "X-Hub-Signature",
    hash: "SHA-1",
    length: 20,
    prefix: "sha1=",
    needsPrefix: true,
    secret: "the client secret of the app",
  },
  app: {
    header: "X-Body-Signature",
    hash: "SHA-256",
    length: 32,
    prefix: "",
    needsPrefix: false,
    secret: "the client secret of the app",
  },
  fin: {
    header: "X-Fin-Agent-API-Webhook-Signature",
    hash: "SHA-256",
    length: 32,
    prefix: "sha256=",
    needsPrefix: false,
    secret: "the webhook secret of the Fin Agent API, which is not the client secret",
  },
};

/** @throws {ConfigError} for what is no kind of signature. */
export function checkKind(kind: SignatureKind): void {
  if (Object.hasOwn(schemes, kind)) return;
  throw new ConfigError(`"kind" must be one of ${Object.keys(schemes).join(", ")}`);
}
