import type { Published } from "./site.ts";

/** Where a link leads: to a place of the site, or to another one. */
export type Target =
  | { readonly kind: "inside"; readonly address: string; readonly fragment: string }
  | { readonly kind: "outside"; readonly url: string }
  /** A path on the host of the site that is not below its base. */
  | { readonly kind: "beside"; readonly url: string };

/** Resolves a link of the page or file at an address. */
export function targetOf(link: string, from: string, { site, base }: Published): Target {
  const url = new URL(link, `${site}${base}${from.slice(1)}`);
  if (url.origin !== new URL(site).origin) return { kind: "outside", url: url.href };
  if (!url.pathname.startsWith(base)) return { kind: "beside", url: link };
  const address = decodeURIComponent(`/${url.pathname.slice(base.length)}`);
  return { kind: "inside", address, fragment: decodeURIComponent(url.hash.slice(1)) };
}
