import { type ApiError, invalidParameter } from "../../engine/errors.ts";

/** Whether a value refers to custom objects: it has ids of instances, under the name of the type. */
export function isReference(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** The error for a custom attribute that the workspace has not defined. */
export function undefinedAttribute(name: string): ApiError {
  return invalidParameter(`Custom attribute '${name}' does not exist`, name);
}
