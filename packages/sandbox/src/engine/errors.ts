/** What an error response is about. */
export interface ErrorEntry {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}

/** An error response. Handlers throw it; the engine writes it in the form of the API. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly entry: ErrorEntry;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, entry: ErrorEntry, headers: Readonly<Record<string, string>> = {}) {
    super(entry.message);
    this.status = status;
    this.entry = entry;
    this.headers = headers;
  }
}

/** Creates an {@link ApiError}. */
export function apiError(status: number, code: string, message: string, field?: string): ApiError {
  return new ApiError(status, { code, message, ...(field ? { field } : {}) });
}

export const notFound = (message = "Resource Not Found", code = "not_found"): ApiError =>
  apiError(404, code, message);

export const invalidParameter = (message: string, field?: string): ApiError =>
  apiError(400, "parameter_invalid", message, field);

export const missingParameter = (message: string, field?: string): ApiError =>
  apiError(400, "parameter_not_found", message, field);
