import { loadBundle } from "../description/bundles.ts";
import { Description } from "../description/description.ts";
import type { Version } from "../description/versions.ts";
import { Router } from "./router.ts";

/** A version that can be answered in. */
export interface Served {
  readonly description: Description;
  readonly router: Router;
}

/** Descriptions do not change, so that all sandboxes of a program share them. */
const served = new Map<Version, Promise<Served>>();

/** Makes a version ready to answer in, once. */
export function serve(version: Version): Promise<Served> {
  let ready = served.get(version);
  if (!ready) {
    ready = loadBundle(version).then((bundle) => {
      const description = new Description(version, bundle);
      return { description, router: new Router(description) };
    });
    served.set(version, ready);
  }
  return ready;
}
