import type { Bundle } from "./openapi.ts";
import type { Version } from "./versions.ts";

/**
 * The specifiers are written out, so that bundlers see them. Each is only loaded when a request
 * asks for its version: a bundle is large, and most programs use one.
 */
const sources: Record<Version, () => Promise<{ default: Bundle }>> = {
  "2.7": () => import("#bundle/2.7", { with: { type: "json" } }),
  "2.8": () => import("#bundle/2.8", { with: { type: "json" } }),
  "2.9": () => import("#bundle/2.9", { with: { type: "json" } }),
  "2.10": () => import("#bundle/2.10", { with: { type: "json" } }),
  "2.11": () => import("#bundle/2.11", { with: { type: "json" } }),
  "2.12": () => import("#bundle/2.12", { with: { type: "json" } }),
  "2.13": () => import("#bundle/2.13", { with: { type: "json" } }),
  "2.14": () => import("#bundle/2.14", { with: { type: "json" } }),
  "2.15": () => import("#bundle/2.15", { with: { type: "json" } }),
  "2.16": () => import("#bundle/2.16", { with: { type: "json" } }),
  Preview: () => import("#bundle/preview", { with: { type: "json" } }),
};

/** Loads the description of one API version. */
export async function loadBundle(version: Version): Promise<Bundle> {
  return (await sources[version]()).default;
}
