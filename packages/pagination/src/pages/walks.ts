import type { Walk } from "./walk.ts";

/** The walks of lists before their first request, for functions that read a list in a way of their own. */
const walks = /* @__PURE__ */ new WeakMap<object, Walk>();

export function rememberWalk<List extends object>(list: List, walk: Walk): List {
  walks.set(list, walk);
  return list;
}

/** Returns the walk of a list as a method or `paginate` returned it; `undefined` for another value. */
export function walkOf(list: object): Walk | undefined {
  return walks.get(list);
}
