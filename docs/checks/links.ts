import { type Target, targetOf } from "./address.ts";
import type { BuiltPage, BuiltSite } from "./site.ts";

/** Links that lead nowhere, in pages, in files for machines, and in style sheets. */
export function deadLinks(site: BuiltSite): string[] {
  const sources = [...site.pages.values(), ...site.texts, ...site.styles];
  const found = sources.flatMap((source) => {
    const { address, links } = source;
    const { loads = [], redirect }: Partial<BuiltPage> = source;
    const all = new Set([...links, ...loads, ...(redirect ? [redirect] : [])]);
    return [...all].flatMap((link) => {
      const fault = faultOf(targetOf(link, address, site.origin), site);
      return fault ? [{ address, fault: `the link ${link} ${fault}` }] : [];
    });
  });
  return joined(found);
}

/** One line for a fault that many pages have, such as a link of the sidebar. */
function joined(found: readonly { readonly address: string; readonly fault: string }[]): string[] {
  const pages = new Map<string, string[]>();
  for (const { address, fault } of found) pages.set(fault, [...(pages.get(fault) ?? []), address]);
  return [...pages].map(([fault, [first, ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return `${first}${more}: ${fault}`;
  });
}

/** What browsers would load from other hosts. */
export function otherHosts(site: BuiltSite): string[] {
  const loading = [
    ...[...site.pages.values()].map(({ address, loads }) => ({ address, links: loads })),
    ...site.styles,
  ];
  return loading.flatMap(({ address, links }) =>
    links
      .filter((link) => targetOf(link, address, site.origin).kind === "outside")
      .map((link) => `${address}: loads ${link}: keep a copy of the file in docs/`),
  );
}

/** Pages that cannot be reached from the start page by following links. */
export function orphans(site: BuiltSite): string[] {
  const reached = new Set(["/"]);
  for (const address of reached) {
    const { links = [], redirect }: Partial<BuiltPage> = site.pages.get(address) ?? {};
    for (const link of redirect ? [...links, redirect] : links) {
      const target = targetOf(link, address, site.origin);
      if (target.kind === "inside") reached.add(target.address);
    }
  }
  return [...site.pages.values()]
    .filter(({ address, redirect }) => redirect === undefined && address !== "/404.html")
    .filter(({ address }) => !reached.has(address))
    .map(({ address }) => `${address}: no page links to it: add a link, or remove it`);
}

function faultOf(target: Target, { pages, files }: BuiltSite): string | undefined {
  if (target.kind === "outside") return undefined;
  const { address, fragment } = target;
  const page = pages.get(address);
  if (page === undefined) {
    if (files.has(address)) return undefined;
    if (pages.has(`${address}/`)) return "has no slash at its end: add it";
    return "leads to no page: correct it, or add a redirect to docs/redirects.ts";
  }
  if (fragment === "" || fragment === "_top" || page.ids.includes(fragment)) return undefined;
  return `leads to no heading or id of ${address}: correct what follows the #`;
}
