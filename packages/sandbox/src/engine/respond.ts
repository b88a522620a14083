import type { Description, Operation } from "../description/description.ts";
import { project } from "../description/project.ts";
import { type Outcome, Reply } from "./call.ts";
import { ApiError, errorList } from "./errors.ts";

/** Writes what a handler gave back as the operation's answer in this version. */
export function respond(
  description: Description,
  operation: Operation,
  outcome: Exclude<Outcome, ApiError>,
): Response {
  if (outcome instanceof Response) return outcome;
  const reply = outcome instanceof Reply ? outcome : new Reply(outcome);
  const status = reply.status ?? operation.success;
  const headers = { ...reply.headers };
  const schema = operation.responses.get(status)?.schema;
  if (reply.body === undefined || !schema) return new Response(null, { status, headers });
  return Response.json(project(description, schema, reply.body), { status, headers });
}

/** What was asked, as far as that is known: some operations have errors of their own form. */
interface ErrorContext {
  readonly requestId: string;
  readonly served: { readonly description: Description } | undefined;
  readonly operation: Operation | undefined;
}

/**
 * Writes an error as Intercom's `error.list`, or in the form that the operation declares for the
 * status instead. Anything unexpected is our mistake: a 500.
 */
export function respondError(
  { requestId, served, operation }: ErrorContext,
  error: unknown,
): Response {
  if (error instanceof ApiError) {
    const { status, entry, headers } = error;
    const body = served && operation && ownForm(served.description, operation, requestId, error);
    return Response.json(body ?? errorList(requestId, entry), { status, headers: { ...headers } });
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const entry = { code: "server_error", message: `The sandbox failed: ${message}` };
  return Response.json(errorList(requestId, entry), { status: 500 });
}

/** The error as an operation shows it that has no list of errors: a message and a key. */
function ownForm(
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

/** Puts further headers on an answer. */
export function withHeaders(
  response: Response,
  headers: Readonly<Record<string, string>>,
): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
