import {
  ApiError,
  ConfigError,
  ConnectionError,
  type InterkitError,
  mergedInto,
  RateLimitError,
  TimeoutError,
} from "@interkit/client";
import type { Operation } from "../../catalog/catalog.ts";

/** Describes an error so that a model can decide what to do next. */
export function errorText(error: InterkitError, operation: Operation): string {
  const details = error instanceof ApiError ? fieldsOf(error) : "";
  const next = nextStep(error, operation);
  // A server may have put the token into the id of the request.
  const message = error.message.replace(/ \(request [\w.:-]+\)/, "");
  return [message, details, next].filter((line) => line !== "").join("\n");
}

/** The fields that Intercom refuses; the message has the reason of the first error. */
function fieldsOf({ errors }: ApiError): string {
  const fields = errors.flatMap(({ field }) => (field === undefined ? [] : [field]));
  return fields.length === 0 ? "" : `Fields: ${[...new Set(fields)].slice(0, 10).join(", ")}`;
}

function nextStep(error: InterkitError, { isRead }: Operation): string {
  if (error instanceof ConfigError) return "Nothing was sent.";
  if (error instanceof RateLimitError) {
    const seconds = Math.ceil((error.retryAfterMs ?? 10_000) / 1000);
    return `Next: wait ${seconds} s, then send the same call again.`;
  }
  if (error instanceof ApiError) return nextStepOf(error);
  if (!isRead && (error instanceof TimeoutError || error instanceof ConnectionError)) {
    return "Next: it is unknown whether Intercom made the change; read the object before another attempt.";
  }
  return "Next: send the same call again later; if it fails again, the operator has to check the connection to Intercom.";
}

function nextStepOf(error: ApiError): string {
  const { status } = error;
  const merged = mergedInto(error);
  if (merged !== undefined) return `Next: the contact was merged into ${merged}; use that id.`;
  const step = steps[status];
  if (step !== undefined) return `Next: ${step}`;
  return status >= 500
    ? "Next: Intercom has a failure of its own; send the same call again later."
    : "Next: change the arguments as the message says.";
}

const steps: Readonly<Record<number, string>> = {
  401: "the operator has to set a valid token (interkit login, or INTERCOM_TOKEN); no other call will succeed before that.",
  402: "the workspace's plan does not include this; do not repeat the call.",
  403: "the token has no permission for this, or the workspace's plan does not include it; the operator has to grant it in Intercom's Developer Hub.",
  404: "check the id: find the object with a search or a list first. It may also have been deleted or merged.",
  409: "the object exists already, or several match; find it with a search first.",
  410: "the object was merged into another one; find that with a search.",
};
