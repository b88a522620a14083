import { expect, test } from "vitest";
import { addressFaults, readAddresses, updated } from "../../checks/addresses.ts";
import { page, siteOf } from "./site.ts";

const redirect = '<title>Moved</title><meta http-equiv="refresh" content="0;url=/a/">';
const site = () =>
  siteOf({
    "a/index.html": page("A", '<h2 id="one">One</h2>'),
    "old/index.html": redirect,
    "versions/2.11-to-2.16/index.html": page("From 2.11", '<h2 id="new">New</h2>'),
  });
const listed = readAddresses("# A comment.\n/\n/a/\n/a/#one\n/old/\n/old/#two\n/versions/2.*\n");

test("an address that is there, or has a redirect, is no fault", () => {
  expect(addressFaults(site(), listed)).toEqual([]);
});

test("an address that is gone is a fault, and so is a heading", () => {
  const more = ["/gone/", "/a/#gone", "/reference/*"];
  expect(addressFaults(site(), [...listed, ...more])).toEqual([
    expect.stringMatching(/^\/gone\/: the page is gone: add a redirect/),
    expect.stringMatching(/^\/a\/#gone: the heading is gone: /),
    expect.stringMatching(/^\/reference\/\*: no page is left: /),
  ]);
});

test("a page and a heading that are not in the list are faults, until they are added", () => {
  const faults = addressFaults(site(), ["/", "/a/", "/versions/2.*"]);
  expect(faults).toEqual([expect.stringMatching(/^\/a\/#one: is not in docs\/addresses\.txt: /)]);
  const all = updated(site(), []);
  expect(all).toEqual([
    "/",
    "/a/",
    "/a/#one",
    "/versions/2.11-to-2.16/",
    "/versions/2.11-to-2.16/#new",
  ]);
  expect(addressFaults(site(), all)).toEqual([]);
});

test("a heading that is gone leaves the list when it is written, and a page does not", () => {
  expect(updated(site(), [...listed, "/a/#gone", "/gone/"])).toEqual([...listed, "/gone/"].sort());
});
