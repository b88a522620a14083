import type { ValidateFunction } from "ajv";
import { type Operation, operationsOf, type Schema } from "./described.ts";
import { validatorOf } from "./validators.ts";

/**
 * Holds requests and answers against the bundles, with a validator and a lookup of its own: nothing
 * of it is shared with the engine that gave the answers.
 */

/** The form of every error that is not declared. */
const errorList: Schema = { $ref: "#/components/schemas/ErrorList" };

/** What is wrong with an answer, in words; `undefined` when it is as described. */
export function faults(
  version: string,
  method: string,
  path: string,
  status: number,
  body: unknown,
): string | undefined {
  const operation = findOperation(version, method, path);
  return operation && faultsOf(operation, status, body);
}

/** What is wrong with an operation's answer, in words; `undefined` when it is as described. */
export function faultsOf(operation: Operation, status: number, body: unknown): string | undefined {
  const { version, id, answers } = operation;
  // Intercom answers errors that it does not declare; they all have one form.
  const schema =
    answers.get(status)?.schema ?? (status >= 400 && !answers.has(status) ? errorList : undefined);
  if (!schema) {
    // One operation declares no success at all: what it answers then, nobody has said.
    if (status < 400 && [...answers.keys()].every((declared) => declared >= 400)) return undefined;
    return body === undefined ? undefined : `${status} of ${id} declares no content`;
  }
  const validate = validatorOf(version, schema);
  return validate(body) ? undefined : `${version} ${id} ${status}: ${words(validate)}`;
}

/** Why a body is not one that an operation takes, in words; `undefined` when it is. */
export function refusal(operation: Operation, body: unknown): string | undefined {
  const { version, body: described } = operation;
  if (!described?.schema) return undefined;
  const validate = validatorOf(version, described.schema);
  return validate(body) ? undefined : words(validate);
}

function words({ errors }: ValidateFunction): string {
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
