import { missingIn } from "../answers/answer.ts";
import { isSuccess, type Step } from "../transport/exchange.ts";

/** Refuses an answer that holds nothing where an object is promised, so that a read is repeated. */
export const promised: Step = (next) => async (outgoing) => {
  const answer = await next(outgoing);
  const missing = isSuccess(answer.status) ? missingIn(outgoing.call, answer) : undefined;
  if (missing !== undefined) throw missing;
  return answer;
};
