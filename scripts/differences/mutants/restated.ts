import { asArray, asObject, type JsonObject } from "../json.ts";
import { isAny, propertiesOf, requiredOf, typesOf } from "./edits.ts";
import { composedOf, type Place, partsAround, targetOf } from "./places.ts";

/** Whether another part of an `allOf` that a schema is in states a property too. */
export const isStatedByOthers = (place: Place, name: string) =>
  isStatedByComposed(place, name) || partsAround(place).some((one) => states(one, name));

const states = (one: JsonObject, name: string) =>
  propertiesOf(one).some((own) => own.name === name);

const isStatedByComposed = ({ slice, steps }: Place, name: string) => {
  const composed = composedOf(slice).flatMap(([, schema]) => asArray(schema["allOf"]));
  return steps.length === 3 && composed.some((one) => states(asObject(one) ?? {}, name));
};

/**
 * A property that another part of an `allOf` states too is not gone; in answers it has lost what
 * limited it.
 */
export const isStatedHere = (place: Place, name: string) =>
  !isStatedByComposed(place, name) &&
  (place.slice.senders.has("response") || !partsAround(place).some((one) => states(one, name)));

/** Whether another alternative allows what this one allows. */
export const isCovered = (
  { slice }: Place,
  member: JsonObject,
  members: readonly JsonObject[],
): boolean => {
  const own = targetOf(slice, member);
  const names = (one: JsonObject) => propertiesOf(one).map(({ name }) => name);
  return members.some((one) => {
    const other = targetOf(slice, one);
    if (one === member || (!isAny(other) && !sharesType(own, other))) return false;
    const isNamed = names(own).every((name) => names(other).includes(name));
    return isNamed && requiredOf(other).every((name) => requiredOf(own).includes(name));
  });
};

const sharesType = (a: JsonObject, b: JsonObject) =>
  typesOf(a).length + typesOf(b).length === 0 ||
  typesOf(a).some((type) => typesOf(b).includes(type));
