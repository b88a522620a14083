import { findBrokenConstraints, isConstant, listTypes } from "./constraints.ts";
import {
  asObject,
  itemsOf,
  type Json,
  type JsonObject,
  namesOf,
  propertyOf,
  requiredOf,
  type Shape,
  shapesOf,
  typeOf,
} from "./schemas.ts";

/** One contradiction: the place in the description and the rule. It contains nothing of the value. */
export interface Contradiction {
  readonly place: string;
  readonly rule: string;
}

/** An object of a response, and its place in the description. */
export interface SeenObject {
  readonly place: string;
  readonly shape: Shape;
  readonly object: JsonObject;
  /** Only some of its keys are known. */
  readonly partial?: true;
}

/** The result of checking a value against a schema. */
export interface Examination {
  readonly contradictions: readonly Contradiction[];
  /** Fields that no schema has. */
  readonly unknown: readonly string[];
  readonly objects: readonly SeenObject[];
}

/** The maximum depth that is checked. The deepest responses of Intercom have 9 levels. */
const DEPTH = 40;

/**
 * Checks a value against a schema. Of several shapes, the one with the fewest contradictions is used.
 *
 * @param place The name of the place when the schema is no component.
 */
export function examine(
  document: JsonObject,
  schema: Json | undefined,
  value: Json,
  place: string,
  depth = 0,
): Examination {
  const shapes = shapesOf(document, schema);
  if (shapes.length === 0 || depth > DEPTH) return NOTHING;
  const typed = shapes.filter((shape) => listTypes(shape).has(typeOf(value)));
  if (typed.length === 0) {
    const wanted = [...new Set(shapes.flatMap((shape) => [...listTypes(shape)]))];
    return contradiction(place, `${formatTypes(wanted)}, but ${typeOf(value)}`);
  }
  let best: Examination | undefined;
  for (const shape of selectSimilar(typed, value)) {
    const examination = examineShape(document, shape, value, shape.name ?? place, depth);
    if (!best || weigh(examination) < weigh(best)) best = examination;
    if (weigh(best) === 0) break;
  }
  return best ?? NOTHING;
}

const NOTHING: Examination = { contradictions: [], unknown: [], objects: [] };

const contradiction = (place: string, rule: string): Examination => ({
  ...NOTHING,
  contradictions: [{ place, rule }],
});

/** Unknown fields count less than contradictions: they only decide between shapes that both fit. */
const weigh = ({ contradictions, unknown }: Examination): number =>
  contradictions.length + unknown.length / 1000;

function formatTypes(types: readonly string[]): string {
  const named = types.includes("number") ? types.filter((type) => type !== "integer") : types;
  return named.join(" or ");
}

/** The shapes whose constants, such as `type`, the value has; all shapes when there are none. */
function selectSimilar(shapes: readonly Shape[], value: Json): readonly Shape[] {
  const object = asObject(value);
  if (!object || shapes.length < 2) return shapes;
  const alike = shapes.filter((shape) =>
    Object.entries(object).every(([name, own]) => {
      const property = propertyOf(shape, name);
      return !isConstant(property) || findBrokenConstraints([property], own).length === 0;
    }),
  );
  return alike.length > 0 ? alike : shapes;
}

function examineShape(
  document: JsonObject,
  shape: Shape,
  value: Json,
  place: string,
  depth: number,
): Examination {
  const contradictions = findBrokenConstraints(shape.parts, value).map((rule) => ({ place, rule }));
  const parts: Examination[] = [{ ...NOTHING, contradictions }];
  if (Array.isArray(value)) {
    const items = itemsOf(shape);
    for (const element of value) {
      parts.push(examine(document, items, element, `${place}[]`, depth + 1));
    }
  }
  const object = asObject(value);
  if (object) parts.push(examineObject(document, shape, object, place, depth));
  return {
    contradictions: parts.flatMap((part) => part.contradictions),
    unknown: parts.flatMap((part) => part.unknown),
    objects: parts.flatMap((part) => part.objects),
  };
}

function examineObject(
  document: JsonObject,
  shape: Shape,
  object: JsonObject,
  place: string,
  depth: number,
): Examination {
  const known = new Set(namesOf(shape));
  const contradictions: Contradiction[] = [];
  const parts: Examination[] = [];
  const unknown: string[] = [];
  for (const name of requiredOf(shape)) {
    if (!Object.hasOwn(object, name)) {
      contradictions.push({ place: `${place}.${name}`, rule: "required, but absent" });
    }
  }
  const { others, closed } = readOtherProperties(shape);
  for (const [name, value] of Object.entries(object)) {
    if (known.has(name)) {
      const property = propertyOf(shape, name);
      parts.push(examine(document, property, value, `${place}.${name}`, depth + 1));
    } else if (others.length > 0) {
      // A map: its keys, and all names below them, are data of the workspace, not of the API.
      const below = examine(document, { allOf: others }, value, `${place}.*`, depth + 1);
      parts.push({ ...NOTHING, contradictions: below.contradictions });
    } else if (closed) {
      contradictions.push({ place, rule: "a property that is not allowed" });
    } else if (known.size > 0) {
      unknown.push(name);
    }
  }
  const own = known.size > 0 ? [{ place, shape, object }] : [];
  return {
    contradictions: [...contradictions, ...parts.flatMap((part) => part.contradictions)],
    unknown: [
      ...maskNames(unknown).map((name) => `${place}.${name}`),
      ...parts.flatMap((part) => part.unknown),
    ],
    objects: [...own, ...parts.flatMap((part) => part.objects)],
  };
}

/** The schemas of a shape for properties that it does not name. */
function readOtherProperties({ parts }: Shape): { others: JsonObject[]; closed: boolean } {
  const said = parts.map((part) => part["additionalProperties"]);
  const others = said.map((node) => (node === true ? {} : asObject(node)));
  return {
    others: others.filter((node) => node !== undefined),
    closed: said.includes(false),
  };
}

/**
 * Masks the names of unknown fields that may be data of a workspace. Fields of the API are words joined
 * by underscores; other names, and more than 20 names at once, may be keys that a user chose.
 */
export function maskNames(names: readonly string[]): string[] {
  return names.map((name) => (names.length <= 20 && FIELD_NAME.test(name) ? name : "*"));
}

const FIELD_NAME = /^(?!.*\d{3})(?=.{1,50}$)[a-z]+(_[a-z0-9]+){0,7}$/;
