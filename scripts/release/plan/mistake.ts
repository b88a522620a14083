/** A mistake of the caller, with a message of one line. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}
