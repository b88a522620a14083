import type { Mismatch } from "../description/explain.ts";
import { type ApiError, apiError } from "./errors.ts";

const codes: Record<Mismatch["kind"], string> = {
  missing: "parameter_not_found",
  type: "type_mismatch",
  value: "parameter_invalid",
};

/** Creates the error for a body, or for the named parameter, that does not match its schema. */
export function mismatchError({ kind, field, message }: Mismatch, parameter = ""): ApiError {
  const place = [parameter, field].filter(Boolean).join(".");
  const own = parameter ? message.replace(field || "The body", place) : message;
  return apiError(400, codes[kind], own, place || undefined);
}
