import type { ValidateFunction } from "ajv";
import { type Operation, operationsOf, type Schema } from "./described.ts";
import { validatorOf } from "./validators.ts";

/**
 * Validates requests and responses against the bundles, with another validator than the sandbox, so
 * that both do not have the same bugs.
 */

/** The schema of errors that are not declared. */
const errorList: Schema = { $ref: "#/components/schemas/ErrorList" };

/** The mistake in a response, as text; `undefined` when it matches the description. */
export function responseError(
  version: string,
  method: string,
  path: string,
  status: number,
  body: unknown,
): string | undefined {
  const operation = findOperation(version, method, path);
  return operation && operationResponseError(operation, status, body);
}

/** The mistake in an operation's response, as text; `undefined` when it matches the description. */
export function operationResponseError(
  operation: Operation,
  status: number,
  body: unknown,
): string | undefined {
  const { version, id, answers } = operation;
  // Intercom returns errors that it does not declare; they all have one schema.
  const schema =
    answers.get(status)?.schema ?? (status >= 400 && !answers.has(status) ? errorList : undefined);
  if (!schema) {
    // One operation declares no successful response.
    if (status < 400 && [...answers.keys()].every((declared) => declared >= 400)) return undefined;
    return body === undefined ? undefined : `${status} of ${id} declares no content`;
  }
  const validate = validatorOf(version, schema);
  return validate(body) ? undefined : `${version} ${id} ${status}: ${formatErrors(validate)}`;
}

/** The mistake in the body of a request, as text; `undefined` when it is valid. */
export function bodyError(operation: Operation, body: unknown): string | undefined {
  const { version, body: described } = operation;
  if (!described?.schema) return undefined;
  const validate = validatorOf(version, described.schema);
  return validate(body) ? undefined : formatErrors(validate);
}

function formatErrors({ errors }: ValidateFunction): string {
  const all = (errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || "/"} ${message}`,
  );
  return all.slice(0, 4).join("; ");
}

function findOperation(version: string, method: string, path: string): Operation | undefined {
  const parts = path.split("/");
  const fits = operationsOf(version).filter((operation) => {
    const own = operation.path.split("/");
    if (operation.method !== method) return false;
    return (
      own.length === parts.length && own.every((part, i) => /^\{/.test(part) || part === parts[i])
    );
  });
  const parameters = ({ path: template }: Operation) => template.split("{").length;
  return fits.sort((a, b) => parameters(a) - parameters(b))[0];
}
