import type { Description, Operation } from "../description/description.ts";
import { writeJson } from "../description/json-text.ts";
import { project } from "../description/project.ts";
import type { ProjectRecord } from "../description/record-view.ts";
import { errorBody } from "./api-form.ts";
import { ApiError } from "./errors.ts";
import { type HandlerResult, JsonResponse } from "./request-context.ts";
import { type Answer, jsonAnswer, type TextResponse } from "./text-response.ts";

/** Writes the result of a handler as the operation's response in this version. */
export function respond(
  description: Description,
  operation: Operation,
  result: Exclude<HandlerResult, ApiError>,
  records: ProjectRecord,
): Answer {
  if (result instanceof Response) return result;
  const reply = result instanceof JsonResponse ? result : new JsonResponse(result);
  const status = reply.status ?? operation.success;
  const schema = operation.responses.get(status)?.schema;
  if (reply.body === undefined || !schema) {
    return new Response(null, { status, headers: { ...reply.headers } });
  }
  const text = writeJson(project(description, schema, reply.body, records));
  return jsonAnswer(status, text, reply.headers);
}

/** The parts of a request that the form of an error depends on. */
interface ErrorContext {
  readonly requestId: string;
  readonly loaded: { readonly description: Description } | undefined;
  readonly operation: Operation | undefined;
}

/**
 * Writes an error in the form of the API, or in the form that the operation declares for the
 * status. An unexpected error is a bug of the sandbox: a 500.
 */
export function respondError(
  { requestId, loaded, operation }: ErrorContext,
  error: unknown,
): TextResponse {
  if (error instanceof ApiError) {
    const { status, entry, headers } = error;
    const body =
      loaded && operation && operationErrorBody(loaded.description, operation, requestId, error);
    return jsonAnswer(status, JSON.stringify(body ?? errorBody(requestId, entry)), headers);
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const entry = { code: "server_error", message: `The sandbox failed: ${message}` };
  return jsonAnswer(500, JSON.stringify(errorBody(requestId, entry)));
}

/** The error of an operation that declares a message and a key in place of a list of errors. */
function operationErrorBody(
  description: Description,
  operation: Operation,
  requestId: string,
  { status, entry }: ApiError,
): unknown {
  const schema = operation.responses.get(status)?.schema;
  if (!schema || !description.property(schema, "message")) return undefined;
  if (description.property(schema, "errors")) return undefined;
  const { code, message } = entry;
  const all = { type: "error", request_id: requestId, error_key: code, message };
  return project(description, schema, all);
}
