import { type Addresses, addressFaults } from "./addresses.ts";
import { deadLinks, orphans, otherHosts } from "./links.ts";
import { pageFaults } from "./pages.ts";
import type { BuiltSite } from "./site.ts";

/** Everything that is wrong with the built site, a line for each: the page, what is wrong, what to do. */
export function faultsOf(site: BuiltSite, addresses: Addresses): string[] {
  return [
    ...deadLinks(site),
    ...otherHosts(site),
    ...orphans(site),
    ...pageFaults(site),
    ...addressFaults(site, addresses),
  ];
}
