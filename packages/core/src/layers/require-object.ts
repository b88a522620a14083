import { missingObjectError } from "../responses/response-data.ts";
import { isSuccess, type TransportLayer } from "../transport/exchange.ts";

/** Refuses a response without an object where one is required, so that a read is retried. */
export const requireObject: TransportLayer = (next) => async (request) => {
  const response = await next(request);
  const missing = isSuccess(response.status)
    ? missingObjectError(request.call, response)
    : undefined;
  if (missing !== undefined) throw missing;
  return response;
};
