/** Where a link leads: to a place of the site, or to another one. */
export type Target =
  | { readonly kind: "inside"; readonly address: string; readonly fragment: string }
  | { readonly kind: "outside" };

/** Resolves a link of the page or file at an address of the site. */
export function targetOf(link: string, from: string, origin: string): Target {
  const url = new URL(link, `${origin}${from}`);
  if (url.origin !== origin) return { kind: "outside" };
  return {
    kind: "inside",
    address: decodeURIComponent(url.pathname),
    fragment: decodeURIComponent(url.hash.slice(1)),
  };
}
