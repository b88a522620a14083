import { describe, expect, test } from "vitest";
import { deadLinks, orphans, otherHosts } from "../../checks/links.ts";
import { page, siteOf } from "./site.ts";

describe("a link of a page", () => {
  test.for([
    ["/a/", undefined],
    ["../a/", undefined],
    ["/a/#part", undefined],
    ["#_top", undefined],
    ["https://docs.example/a/", undefined],
    ["https://elsewhere.example/x", undefined],
    ["mailto:ada@example.com", undefined],
    ["/gone/", "leads to no page"],
    ["/a", "has no slash at its end"],
    ["/a/#gone", "leads to no heading or id of /a/"],
    ["#gone", "leads to no heading or id of /b/"],
    ["https://docs.example/gone/", "leads to no page"],
  ] as const)("%s: %s", ([link, fault]) => {
    const site = siteOf({
      "a/index.html": page("A", '<h2 id="part">Part</h2>'),
      "b/index.html": page("B", `<a href="${link}">x</a>`),
    });
    expect(deadLinks(site)).toEqual(
      fault ? [expect.stringContaining(`/b/: the link ${link} ${fault}`)] : [],
    );
  });

  test("that many pages have is one line", () => {
    const content = '<a href="/gone/">x</a><a href="/gone/">y</a>';
    const site = siteOf({ "a/index.html": page("A", content), "b/index.html": page("B", content) });
    expect(deadLinks(site)).toEqual([expect.stringContaining("/a/ and 1 more: the link /gone/")]);
  });
});

test("links of Markdown, of llms.txt and of the sitemap are checked, and files that pages load", () => {
  const site = siteOf({
    "a/index.html": page("A", '<img src="/gone.svg" alt="">'),
    "a.md": "[B](/b.md) and [A](/a/)\n\n```md\n[in code](/code/)\n```\n",
    "llms.txt": "- [C](https://docs.example/c.md)",
    "sitemap-0.xml": "<loc>https://docs.example/d/</loc><loc>https://docs.example/a/</loc>",
  });
  expect(deadLinks(site).map((line) => line.split(" leads")[0])).toEqual([
    "/a/: the link /gone.svg",
    "/a.md: the link /b.md",
    "/llms.txt: the link https://docs.example/c.md",
    "/sitemap-0.xml: the link https://docs.example/d/",
  ]);
});

test("a redirect that leads nowhere is a dead link", () => {
  const redirect = (to: string) =>
    `<!doctype html><title>x</title><meta http-equiv="refresh" content="0;url=${to}">`;
  const site = siteOf({
    "old/index.html": redirect("/"),
    "older/index.html": redirect("/x/"),
  });
  expect(deadLinks(site)).toEqual([
    expect.stringContaining("/older/: the link /x/ leads to no page"),
  ]);
});

describe("what is loaded from another host is a fault", () => {
  test.for([
    '<script src="https://cdn.example/x.js"></script>',
    '<link rel="stylesheet" href="//cdn.example/x.css">',
    '<link rel="preload icon" href="https://cdn.example/x.ico">',
    '<img src="https://cdn.example/x.png" alt="">',
    '<img srcset="https://cdn.example/x.png 2x" alt="">',
    '<svg><use href="https://cdn.example/x.svg#a"></use></svg>',
    '<iframe src="https://cdn.example/"></iframe>',
    '<p style="background: url(https://cdn.example/x.png)">x</p>',
  ])("%s", (element) => {
    expect(otherHosts(siteOf({ "a/index.html": page("A", element) }))).toEqual([
      expect.stringMatching(/^\/a\/: loads .*cdn\.example.*: keep a copy/),
    ]);
  });

  test("in a style sheet", () => {
    const css =
      '@import "https://cdn.example/x.css"; @font-face { src: url("//cdn.example/x.woff2") }';
    expect(otherHosts(siteOf({ "_astro/x.css": css }))).toHaveLength(2);
  });

  test("but not a canonical address, a link to follow, or data in the page", () => {
    const elements = `<link rel="canonical" href="https://elsewhere.example/">
      <a href="https://elsewhere.example/">x</a><img src="data:image/png;base64,AA" alt="">`;
    expect(otherHosts(siteOf({ "a/index.html": page("A", elements) }))).toEqual([]);
  });
});

test("a page that cannot be reached from the start page is a fault", () => {
  const islands = { "a/index.html": page("A", '<a href="/b/">x</a>') };
  const site = siteOf({ ...islands, "index.html": page("Start"), "404.html": page("404") });
  expect(orphans(site)).toEqual(["/a/: no page links to it: add a link, or remove it"]);
});
