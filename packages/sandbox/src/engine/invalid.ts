import type { Mismatch } from "../description/explain.ts";
import { type ApiError, apiError } from "./errors.ts";

const codes: Record<Mismatch["kind"], string> = {
  missing: "parameter_not_found",
  type: "type_mismatch",
  value: "parameter_invalid",
};

/** The error for a body that does not fit the description, or for the parameter of a name. */
export function badValue({ kind, field, message }: Mismatch, parameter = ""): ApiError {
  const place = [parameter, field].filter(Boolean).join(".");
  const own = parameter ? message.replace(field || "The body", place) : message;
  return apiError(400, codes[kind], own, place || undefined);
}
