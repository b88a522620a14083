import type { Mismatch } from "../description/validate.ts";
import { type ApiError, apiError } from "./errors.ts";

const codes: Record<Mismatch["kind"], string> = {
  missing: "parameter_not_found",
  type: "type_mismatch",
  value: "parameter_invalid",
};

/** The error for a value that does not fit the description. */
export function badValue(mismatch: Mismatch, name: string): ApiError {
  const message = mismatch.message.replace(/^The (body|value)/, name);
  return apiError(400, codes[mismatch.kind], message, mismatch.field || undefined);
}
