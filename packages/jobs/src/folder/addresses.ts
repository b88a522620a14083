import { ConfigError } from "@interkit/client";
import { isWebAddress } from "../collections/content.ts";
import { linkedPage, sitePath } from "./page-paths.ts";

/** The address of a page by its path; `undefined` where none is known. */
export type AddressOf = (path: string) => string | undefined;

/**
 * Makes the function for the addresses of pages, of the address of a site or of a function of the path.
 *
 * @throws {ConfigError} for anything else.
 */
export function addressesFrom(url: unknown): AddressOf {
  if (url === undefined) return () => undefined;
  if (typeof url === "function") return (path) => checkedAddress(path, url(path));
  if (!isWebAddress(url) || /[?#]/.test(url)) {
    throw new ConfigError(
      'pagesIn: "url" must be the address of the site, such as "https://docs.example.com", or a function that returns the address of a path',
    );
  }
  const base = url.endsWith("/") ? url : `${url}/`;
  return (path) => base + sitePath(path).split("/").map(encodeURIComponent).join("/");
}

function checkedAddress(path: string, address: unknown): string {
  if (isWebAddress(address)) return address;
  throw new ConfigError(
    `pagesIn: "url" must return an address with https:// or http://, and returned ${JSON.stringify(address)} for "${path}"`,
  );
}

/** Makes the function that turns the relative links of a page into addresses, which Fin can cite. */
export function linksOf(
  path: string,
  url: string | undefined,
  addressOf: AddressOf,
): (link: string) => string {
  if (url === undefined) return (link) => link;
  const own = addressOf(path) ?? url;
  return (link) => {
    if (URL.canParse(link)) return link;
    const [, target = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(link) ?? [];
    const page = linkedPage(path, target);
    const address = page === undefined ? undefined : addressOf(page);
    if (address !== undefined) return address + rest;
    const from = target === "" ? url : own;
    return URL.canParse(link, from) ? new URL(link, from).href : link;
  };
}
