import { expect, test } from "vitest";
import { boat, bundle } from "./boats.ts";

const schema = "{ type: object, required: [id], properties: { id: { type: string } } }";
const errors = `components:
  responses:
    Refused: { description: Refused. }
    Busy: { description: Busy. }
`;
const common = 'x-common-errors: { "401": Refused, "429": Busy }';

/** The answers of the operation in the newest version. */
function responsesOf(operation = "", root = common) {
  const { Preview } = bundle(
    { "boats.yaml": boat(schema, operation), "errors.yaml": errors },
    "",
    root,
  );
  // biome-ignore lint/suspicious/noExplicitAny: a document of any shape
  return (Preview as any).paths["/boats/{boat_id}"].get;
}

test("each operation has the common errors", () => {
  const { responses } = responsesOf();
  expect(Object.keys(responses)).toEqual(["200", "401", "429"]);
  expect(responses["401"]).toEqual({ $ref: "#/components/responses/Refused" });
});

test("an operation is without the common errors that it lists, and the list is in no bundle", () => {
  const operation = responsesOf('x-without-errors: ["429"]');
  expect(Object.keys(operation.responses)).toEqual(["200", "401"]);
  expect(operation).not.toHaveProperty("x-without-errors");
});

test("without a list in the root, an operation has what it says itself", () => {
  expect(Object.keys(responsesOf("", "").responses)).toEqual(["200"]);
});

test("what an operation lists as missing and has is refused", () => {
  const own = 'x-without-errors: ["429"]';
  const text = boat(schema, own).replace('"200":', '"429": { description: Own. }\n        "200":');
  expect(() => bundle({ "boats.yaml": text, "errors.yaml": errors }, "", common)).toThrow(
    /boats\.yaml:\d+: x-without-errors lists 429, which the operation has; take it off one of the two/,
  );
});

test("what an operation says of a common error itself stays", () => {
  const text = boat(schema).replace('"200":', '"429": { description: Own. }\n        "200":');
  const { Preview } = bundle({ "boats.yaml": text, "errors.yaml": errors }, "", common);
  expect(Preview).toHaveProperty(["paths", "/boats/{boat_id}", "get", "responses", "429"], {
    description: "Own.",
  });
});

test("a common error that no component describes is refused", () => {
  expect(() => responsesOf("", 'x-common-errors: { "401": Lost }')).toThrow(
    'intercom.yaml:1: x-common-errors has no response "Lost" for 401',
  );
});

test("a list of other things than statuses is refused", () => {
  expect(() => responsesOf("x-without-errors: 429")).toThrow("x-without-errors must be array");
});
