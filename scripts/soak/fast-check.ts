import { createRequire } from "node:module";
import { share } from "./share.ts";

type FastCheck = typeof import("fast-check");
// The configuration resolves imports of this name to this module, so the package is required instead.
const real = createRequire(import.meta.url)("fast-check") as FastCheck;

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
