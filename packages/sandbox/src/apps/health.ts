import type { JsonObject } from "../description/openapi.ts";
import type { SendOutcome } from "../webhooks/send.ts";

/** What an app answered to a health check. */
export interface HealthCheck {
  /** Whether the app works in the workspace. */
  readonly state: "OK" | "UNHEALTHY" | "UNKNOWN";
  /** What is wrong, for teammates. Only if `UNHEALTHY`. */
  readonly message?: string;
  /** What a teammate can do, such as `REINSTALL_CTA`. Only if `UNHEALTHY`. */
  readonly cta_type?: string;
  /** The label of the button for it. */
  readonly cta_label?: string;
  /** Where the button leads. */
  readonly cta_url?: string;
}

const maxMessageLength = 2084;

/** Reads the response to a health check. @throws {Error} when Intercom would not accept it. */
export function readHealth(outcome: SendOutcome): HealthCheck {
  const answer = readAnswer(outcome);
  const { state, message } = answer;
  if (state !== "OK" && state !== "UNHEALTHY" && state !== "UNKNOWN") {
    throw invalidAnswer(`its state is ${JSON.stringify(state)}, not OK, UNHEALTHY or UNKNOWN`);
  }
  if (message !== undefined && typeof message !== "string") {
    throw invalidAnswer("its message is not a string");
  }
  if (typeof message === "string" && message.length > maxMessageLength) {
    throw invalidAnswer(`its message is longer than ${maxMessageLength} characters`);
  }
  return answer as unknown as HealthCheck;
}

/** Reads a response with status 200 as a JSON object. @throws {Error} when it is none. */
export function readAnswer(outcome: SendOutcome): JsonObject {
  if (outcome.error !== undefined) {
    throw new AppAnswerError(`The app did not answer: ${outcome.error}`);
  }
  if (outcome.status !== 200) throw invalidAnswer(`its status is ${outcome.status}, not 200`);
  const answer = parse(outcome.body);
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    throw invalidAnswer("its body is not a JSON object");
  }
  return answer as JsonObject;
}

/** The error of an app that does not answer, or answers what Intercom would not accept. */
export class AppAnswerError extends Error {
  override readonly name = "AppAnswerError";
}

/** The error of an answer that Intercom would not accept. */
export function invalidAnswer(reason: string): AppAnswerError {
  return new AppAnswerError(`The answer of the app is not valid: ${reason}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
