import { loadBundle } from "../description/bundles.ts";
import { Description } from "../description/description.ts";
import type { Version } from "../description/versions.ts";
import { Router } from "./router.ts";

/** An API version whose description is loaded. */
export interface LoadedVersion {
  readonly description: Description;
  readonly router: Router;
}

/** Descriptions do not change, so all sandboxes of a program share them. */
const loadedVersions = new Map<Version, Promise<LoadedVersion>>();

/** Loads the description of a version, once. */
export function loadVersion(version: Version): Promise<LoadedVersion> {
  let loaded = loadedVersions.get(version);
  if (!loaded) {
    loaded = loadBundle(version).then((bundle) => {
      const description = new Description(version, bundle);
      return { description, router: new Router(description) };
    });
    loadedVersions.set(version, loaded);
  }
  return loaded;
}
