import { createRequire } from "node:module";

type FastCheck = typeof import("fast-check");
// The configuration resolves imports of this name to this module, so the package is required instead.
const real = createRequire(import.meta.url)("fast-check") as FastCheck;

const share = Number(process.env["PROPERTY_SHARE"] ?? 0.25);
const seed = process.env["PROPERTY_SEED"];

/** fast-check with a share of the examples of each property; `npm run test:soak` has all of them. */
const fc: FastCheck["default"] = {
  ...real.default,
  assert: ((property: never, parameters: { readonly numRuns?: number } = {}) =>
    real.assert(property, {
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      ...parameters,
      numRuns: Math.ceil((parameters.numRuns ?? 100) * share),
    })) as FastCheck["assert"],
};

export default fc;
