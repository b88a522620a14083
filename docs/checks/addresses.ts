import type { BuiltPage, BuiltSite } from "./site.ts";

/**
 * The addresses that stay, as docs/addresses.txt has them: pages, headings of written pages
 * (`/guides/search/#what-can-go-wrong`), and patterns of generated pages (`/versions/*`).
 */
export type Addresses = readonly string[];

/** The lines of the file, without empty ones and comments. */
export function readAddresses(text: string): Addresses {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("# "));
}

/** Addresses that the site has no longer, and pages that are not in the list. */
export function addressFaults(site: BuiltSite, listed: Addresses): string[] {
  return [
    ...listed.flatMap((address) => {
      const fault = goneFault(address, site);
      return fault ? [`${address}: ${fault}`] : [];
    }),
    ...addedTo(site, listed).map(
      (address) =>
        `${address}: is not in docs/addresses.txt: npm run check:docs -- --write adds it`,
    ),
  ];
}

/**
 * The list with what is new, without headings that are gone. A page that is gone stays in it: it needs a
 * redirect.
 */
export function updated(site: BuiltSite, listed: Addresses): string[] {
  const kept = listed.filter((address) => !address.includes("#") || !goneFault(address, site));
  return [...kept, ...addedTo(site, listed)].sort();
}

function goneFault(address: string, { pages }: BuiltSite): string | undefined {
  if (address.includes("*")) {
    const pattern = patternOf(address);
    if ([...pages.keys()].some((one) => pattern.test(one))) return undefined;
    return "no page is left: generate them, or add redirects and remove the line";
  }
  const [path = "", id] = address.split("#");
  const page = pages.get(path);
  if (page === undefined) return "the page is gone: add a redirect to docs/redirects.ts";
  if (id === undefined || page.redirect !== undefined || page.ids.includes(id)) return undefined;
  return "the heading is gone: restore it, or npm run check:docs -- --write";
}

function addedTo({ pages }: BuiltSite, listed: Addresses): string[] {
  const patterns = listed.filter((address) => address.includes("*")).map(patternOf);
  const has = new Set(listed);
  return [...pages.values()]
    .filter(({ address, redirect }) => redirect === undefined && address !== "/404.html")
    .filter(({ address }) => has.has(address) || !patterns.some((one) => one.test(address)))
    .flatMap(placesOf)
    .filter((address) => !has.has(address));
}

/** A page and its headings. */
function placesOf({ address, headingIds }: BuiltPage): string[] {
  return [address, ...headingIds.map((id) => `${address}#${id}`)];
}

/** `/versions/*` has the pages below it, at any depth. */
function patternOf(address: string): RegExp {
  const parts = address.split("*").map((part) => part.replace(/[.]/g, "\\."));
  return new RegExp(`^${parts.join(".*")}$`);
}
