import { describe, expect, it } from "vitest";
import { checkProse } from "../../scripts/structure/vocabulary.ts";
import { coverageOf, unseenTopics } from "../generate/known/coverage.ts";
import { behaviourPage, knownPage, pages, rangeOf } from "../generate/known/pages.ts";
import type { Bundle, Description, Evidence } from "../generate/known/read.ts";

const json = (name: string) => ({
  content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
});
const notification = (item: string) => ({
  post: {
    requestBody: {
      allOf: [
        { $ref: "#/components/schemas/Notification" },
        { properties: { item: { anyOf: [{ $ref: `#/components/schemas/${item}` }] } } },
      ],
    },
  },
});
const bundle: Bundle = {
  paths: {
    "/boats": {
      parameters: [],
      get: { responses: { "200": json("Boat"), "404": json("Problem") } },
      post: { responses: { "201": { $ref: "#/components/responses/Made" } } },
    },
  },
  webhooks: {
    "boat.built": notification("Boat"),
    "boat.sold": notification("SoldBoat"),
    "boat.sunk": notification("Wreck"),
  },
  components: {
    schemas: {
      Boat: { properties: { owner: { $ref: "#/components/schemas/Owner" } } },
      Owner: { properties: { boats: { items: { $ref: "#/components/schemas/Boat" } } } },
      Problem: {},
      SoldBoat: { allOf: [{ $ref: "#/components/schemas/Boat" }, { type: "object" }] },
      Wreck: {},
    },
    responses: { Made: json("Owner") },
  },
};
const evidence: Evidence[] = [
  { schema: "Boat.sails[]", source: "recorded", seen: "2026-05", versions: ["2.8"], samples: 3 },
  { schema: "Owner", source: "official", seen: "2026-06", versions: ["2.7"] },
  { schema: "Owner", source: "stated", seen: "2026-07", versions: ["2.7"] },
  {
    operation: "boats.list",
    source: "stated",
    seen: "2026",
    versions: ["2.7", "2.8"],
    says: "It is\n  slow.",
  },
];
const description: Description = {
  evidence,
  bundles: new Map([
    ["2.7", bundle],
    ["2.8", bundle],
  ]),
  latest: "2.8",
  corrections: 7,
};

describe("what is known", () => {
  it("counts the objects in answers of success, and those that were seen", () => {
    expect(coverageOf(bundle, "2.7", evidence, ["2.7", "2.8"])).toEqual({
      operations: 2,
      objects: 2,
      seenHere: 1,
      seenAnywhere: 2,
    });
  });

  it("counts no object as seen in a version that a recording does not name", () => {
    const all = ["2.6", "2.7", "2.8"];
    const unknown = { schema: "Boat", source: "recorded", seen: "2026", versions: all };
    expect(coverageOf(bundle, "2.7", [unknown], all)).toMatchObject({
      seenHere: 0,
      seenAnywhere: 1,
    });
  });

  it("names the topics of which no item was seen", () => {
    expect(unseenTopics(bundle, evidence)).toEqual(["boat.sunk"]);
  });

  it("counts entries by source", () => {
    const template = "{{sources}}{{versions}}{{latest}}{{topics}}{{unseen topics}}{{corrections}}";
    const { body } = knownPage(template, description);
    expect(body).toContain("recorded unchanged | 1 | 0 | 3 | 2026-05 |");
    expect(body).toContain("real Intercom | 1 | 1 |  | 2026-07 |");
    expect(body).toContain("| 2.8 | 2 | 2 | 1 | 2 |");
    expect(body).toContain("1 of 3`boat.sunk`7");
  });

  it("lists the behaviour of operations, each in one line", () => {
    expect(behaviourPage(description).body).toContain(
      "| `boats.list` | It is slow. | 2.7 to 2.8 | checked live, 2026 |",
    );
  });

  it("is written from the real description without a place that is left", () => {
    const written = pages();
    expect(written.map(({ path }) => path)).toEqual([
      "background/what-is-known",
      "background/observed-behaviour",
    ]);
    for (const { body } of written) expect(body).not.toMatch(/\{\{|undefined|NaN/);
  });

  it("is written with the terms of CONTRIBUTING.md", () => {
    expect(pages().flatMap(({ body }) => checkProse(body))).toEqual([]);
  });
});

describe("rangeOf", () => {
  const all = ["2.7", "2.8", "2.9", "2.10", "Preview"];
  it.each([
    [["2.7"], "2.7"],
    [["2.9", "2.10", "Preview"], "2.9 to Preview"],
    [["2.7", "2.9", "2.10"], "2.7, 2.9 to 2.10"],
  ])("writes %j as %s", (held, words) => {
    expect(rangeOf(held, all)).toBe(words);
  });
});
