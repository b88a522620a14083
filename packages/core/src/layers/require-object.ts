import { missingObjectError } from "../responses/response-data.ts";
import { isSuccess, type TransportLayer } from "../transport/exchange.ts";

/** Refuses an answer that holds nothing where an object is promised, so that a read is repeated. */
export const requireObject: TransportLayer = (next) => async (request) => {
  const response = await next(request);
  const missing = isSuccess(response.status)
    ? missingObjectError(request.call, response)
    : undefined;
  if (missing !== undefined) throw missing;
  return response;
};
