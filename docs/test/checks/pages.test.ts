import { expect, test } from "vitest";
import { pageFaults } from "../../checks/pages.ts";
import { page, siteOf } from "./site.ts";

const correct: string = page("A", "<h2>B</h2><h3>C</h3><h2>D</h2>");

test("a page with a title, a description and headings in order has no fault", () => {
  expect(pageFaults(siteOf({ "a/index.html": correct }))).toEqual([]);
});

test.for([
  ["no language", correct.replace(' lang="en"', ""), "has no language"],
  ["no title", correct.replace(/<title>.*<\/title>/, ""), "has no title"],
  ["a long title", page("A".repeat(71)), "has a title of 71 characters"],
  ["no description", correct.replace(/<meta.*?>/, ""), "has 0 descriptions"],
  ["two descriptions", correct.replace(/<meta.*?>/, "$&$&"), "has 2 descriptions"],
  ["a long description", correct.replace("One sentence.", "A".repeat(161)), "of 161 characters"],
  ["no heading of level 1", correct.replace(/<h1.*?<\/h1>/, ""), "has 0 headings of level 1"],
  ["two headings of level 1", correct.replace("<h2>", "<h1>E</h1>$&"), "has 2 headings of level 1"],
  ["a level left out", page("A", "<h2>B</h2><h4>C</h4>"), "level 4 behind level 2"],
  ["an id twice", page("A", '<p id="b"></p><p id="b"></p>'), "has the id b more than once"],
  ["a size over the limit", page("A", "x".repeat(400_000)), "has 401 kB"],
  ["too many links in the sidebar", page("A", sidebar(151)), "has 151 links in the sidebar"],
] as const)("a page with %s has a fault", ([, text, fault]) => {
  expect(pageFaults(siteOf({ "a/index.html": text }))).toContainEqual(
    expect.stringMatching(new RegExp(`^/a/: .*${fault}.*: `)),
  );
});

test("two pages of one title have a fault", () => {
  expect(pageFaults(siteOf({ "a/index.html": page("A"), "b/index.html": page("A") }))).toEqual([
    "/b/: has the title of /a/: change one of them",
  ]);
});

test("a page that is only a redirect needs no description", () => {
  const redirect = '<title>Redirect</title><meta http-equiv="refresh" content="0;url=/">';
  expect(pageFaults(siteOf({ "a/index.html": redirect }))).toEqual([]);
});

function sidebar(links: number): string {
  return `<nav id="starlight__sidebar">${'<a href="/">x</a>'.repeat(links)}</nav>`;
}
