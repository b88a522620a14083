import { ConfigError, ResponseError } from "../errors.ts";
import type { Layer } from "../layer.ts";

/**
 * Waits for the whole body, so that the deadline covers it and an answer that was cut off is a
 * {@link ResponseError} rather than half a document.
 */
export function wholeAnswer(route: string): Layer {
  return (next) => async (request) => {
    const response: Response | undefined = await next(request);
    if (response === undefined) {
      throw new ConfigError(`A layer returned no response to ${route}; does it "return next(…)"?`);
    }
    if (response.bodyUsed) {
      throw new ConfigError(
        `A layer read the body of the answer to ${route} that it returned; read response.clone() instead`,
      );
    }
    try {
      // A copy is read, the original keeps what was received, its address and its headers.
      await response.clone().arrayBuffer();
    } catch (cause) {
      if (request.signal.aborted) throw request.signal.reason;
      throw new ResponseError(`The answer to ${route} was cut off (status ${response.status})`, {
        response,
        problem: "cut-off",
        cause,
      });
    }
    return response;
  };
}
