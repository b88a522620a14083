import { ConfigError } from "@interkit/core";
import type { SignedRequest } from "../signatures/signed-request.ts";

/** Keeps notifications, such as a file that `openRecording` of `@interkit/webhooks/recordings` opened. */
export interface DeliveryRecording {
  /** Keeps the headers and the raw body of a request that was verified, and resolves when it is safe. */
  append(request: SignedRequest): Promise<unknown>;
}

/** @throws {ConfigError} for what is no recording, such as the path of a file. */
export function checkRecording(recording: DeliveryRecording | undefined): void {
  if (recording === undefined || typeof Object(recording).append === "function") return;
  throw new ConfigError(
    `"recording" must have a function "append", as what openRecording of @interkit/webhooks/recordings resolves to has`,
  );
}
