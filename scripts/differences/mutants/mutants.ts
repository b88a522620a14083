import { lookUp } from "interkit-generator/description/walk";
import { asArray, asObject, type JsonObject } from "../json.ts";
import type { Mutant } from "./check-edit.ts";
import { compatibleOperationMutations, compatibleSchemaMutations } from "./compatible.ts";
import { breakingOperationMutations, type OperationPlace } from "./operation-mutations.ts";
import { at, placesIn } from "./places.ts";
import { breakingSchemaMutations, type Mutations } from "./schema-mutations.ts";
import { operationSlices, type Slice, schemaSlices } from "./slices.ts";
import { breakingTypeMutations } from "./type-mutations.ts";

/** Each edit of each place of a description. */
export function* mutantsOf(document: JsonObject): Generator<Mutant> {
  const [operations, schemas] = [operationSlices(document), schemaSlices(document)];
  for (const slice of operations) {
    const place = operationPlace(slice);
    yield* edits(slice, slice.steps, breakingOperationMutations, true, place);
    yield* edits(slice, slice.steps, compatibleOperationMutations, false, place);
  }
  for (const slice of schemas) yield* edits(slice, slice.steps, breakingTypeMutations, true, slice);
  for (const slice of [...operations, ...schemas]) {
    for (const place of placesIn(slice)) {
      yield* edits(place.slice, place.steps, breakingSchemaMutations, true, place);
      yield* edits(place.slice, place.steps, compatibleSchemaMutations, false, place);
    }
  }
}

function operationPlace(slice: Slice): OperationPlace {
  const node = at(slice.document, slice.steps);
  const parameters = asArray(node["parameters"]).map((listed) => {
    const { $ref: reference } = asObject(listed) ?? {};
    const found =
      typeof reference === "string" ? lookUp(slice.document, reference) : asObject(listed);
    return found ?? {};
  });
  return { slice, node, parameters };
}

function* edits<Place>(
  slice: Slice,
  steps: readonly string[],
  mutations: Mutations<Place>,
  isBreaking: boolean,
  place: Place,
): Generator<Mutant> {
  for (const [kind, editsOf] of Object.entries(mutations)) {
    for (const edit of editsOf(place)) yield { kind, isBreaking, slice, steps, edit };
  }
}
