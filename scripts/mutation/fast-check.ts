import { createRequire } from "node:module";

type FastCheck = typeof import("fast-check");
// The configuration resolves imports of this name to this module, so the package is required instead.
const real = createRequire(import.meta.url)("fast-check") as FastCheck;

const most = Number(process.env["MUTATION_RUNS"] ?? Number.POSITIVE_INFINITY);

/** fast-check without shrinking: only the failure of a test counts, not its smallest example. */
const fc: FastCheck["default"] = {
  ...real.default,
  assert: ((property: never, parameters: { readonly numRuns?: number } = {}) =>
    real.assert(property, {
      ...parameters,
      numRuns: Math.min(most, parameters.numRuns ?? 100),
      endOnFailure: true,
    })) as FastCheck["assert"],
};

export default fc;
