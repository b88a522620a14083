import { createRequire } from "node:module";

type FastCheck = typeof import("fast-check");
// By this name, import gives the module in which it is written.
const real = createRequire(import.meta.url)("fast-check") as FastCheck;

const most = Number(process.env["MUTATION_RUNS"] ?? Number.POSITIVE_INFINITY);

/** What tests get as fast-check: that one fails is all that counts, and not by which smallest example. */
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
