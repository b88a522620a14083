import { expect, test } from "vitest";
import { bundle } from "./boats.ts";

/** A list of boats whose page has the given schema. */
function boats(pagination: string, page: string, parameter = "starting_after"): string {
  return `
paths:
  /boats:
    get:
      operationId: boats.list
      tags: [Boats]
      x-pagination: ${pagination}
      parameters:
        - { name: ${parameter}, in: query, schema: { type: string } }
      responses:
        "200":
          description: A page of boats.
          content:
            application/json:
              schema: ${page}
components:
  schemas:
    BoatList:
      type: object
      properties:
        boats: { type: array, items: { type: string } }
        fleet: { type: object, properties: { boats: { type: array, items: { type: string } } } }
`;
}

const component = '{ $ref: "#/components/schemas/BoatList" }';

test.each(["boats", "fleet.boats"])("a list has its items in an array: %s", (items) => {
  const text = boats(`{ style: cursor, items: ${items} }`, component);
  expect(() => bundle({ "boats.yaml": text })).not.toThrow();
});

test.each([
  [
    "items that the page does not have",
    boats("{ style: cursor, items: data }", component),
    /^resources\/boats.yaml:4: x-pagination has the items in "data", which is no array of BoatList; name the property with the items, such as "data"$/,
  ],
  [
    "items that are no array",
    boats("{ style: cursor, items: fleet }", component),
    /^resources\/boats.yaml:4: x-pagination has the items in "fleet", which is no array of BoatList/,
  ],
  [
    "a page without a name",
    boats("{ style: cursor, items: boats }", "{ type: object }"),
    /^resources\/boats.yaml:4: the response of a list is no component; move the JSON schema of its response "200" to components.schemas, and refer to it$/,
  ],
  [
    "a cursor of another name",
    boats("{ style: cursor, items: boats }", component, "after"),
    /^resources\/boats.yaml:4: x-pagination has the style cursor, which sends "starting_after", but no such query parameter is declared; declare it, or choose another style/,
  ],
  [
    "a page number of another name",
    boats("{ style: page, items: boats }", component, "page_number"),
    /^resources\/boats.yaml:4: x-pagination has the style page, which sends "page", but/,
  ],
])("%s is one line with file, line and fix", (_case, text, message) => {
  expect(() => bundle({ "boats.yaml": text })).toThrow(message);
});
