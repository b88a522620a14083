import type { CallOptions } from "@interkit/client";
import type { Json } from "../common/json.ts";
import type { DesiredObject, Fields } from "./collection.ts";
import { nearestName } from "./nearest-name.ts";
import { convertValue, misfit } from "./typed-values.ts";

/** An attribute of contacts or companies, as Intercom defines it. */
export interface DataAttribute {
  /** Intercom's id; standard attributes have none. */
  readonly id?: number | null | undefined;
  /** Its name. */
  readonly name: string;
  /** The type of its values. */
  readonly data_type: string;
  /** The values that it may have, where these are listed. */
  readonly options?: readonly string[] | null | undefined;
  /** Whether the API may set it. */
  readonly api_writable: boolean;
  /** Whether it is one of the workspace's own. */
  readonly custom: boolean;
  /** Whether it is archived. */
  readonly archived: boolean;
}

/** The method that reads how attributes are defined. */
export interface DataAttributeReader {
  /** `GET /data_attributes`. */
  list(
    query?: { model?: "contact" | "company"; include_archived?: boolean },
    options?: CallOptions,
  ): AsyncIterable<DataAttribute>;
}

/** What a field may hold. */
export interface FieldType {
  readonly type: string;
  readonly options?: readonly string[] | undefined;
}

/** A mistake, and the objects that have it. */
interface Mistake {
  readonly message: string;
  readonly keys: string[];
  count: number;
}

/** So many keys are named for each mistake. */
const shownKeys = 3;

/** The types of all fields that can be sent: those of the API, and the attributes that a workspace has defined. */
export class AttributeDefinitions {
  readonly #model: "contact" | "company";
  readonly #fields: ReadonlyMap<string, FieldType>;
  readonly #attributes = new Map<string, DataAttribute>();
  readonly #nearestNames = new Map<string, string | undefined>();

  private constructor(model: "contact" | "company", fields: ReadonlyMap<string, FieldType>) {
    this.#model = model;
    this.#fields = fields;
  }

  /** Reads the definitions of a workspace, in one request. */
  static async read(
    reader: DataAttributeReader,
    model: "contact" | "company",
    fields: ReadonlyMap<string, FieldType>,
    call: CallOptions,
  ): Promise<AttributeDefinitions> {
    const definitions = new AttributeDefinitions(model, fields);
    for await (const attribute of reader.list({ model, include_archived: true }, call)) {
      const known = definitions.#attributes.get(attribute.name);
      // The name of an archived attribute may be in use again.
      if (!attribute.custom || (known !== undefined && !known.archived)) continue;
      definitions.#attributes.set(attribute.name, attribute);
    }
    return definitions;
  }

  /** Converts the fields of an object to their types. What cannot be converted stays, for `check`. */
  convert(desired: DesiredObject): DesiredObject {
    const fields: Record<string, Json> = {};
    for (const [name, value] of sentFields(desired.fields)) {
      if (name !== "custom_attributes") {
        fields[name] = convertValue(this.#fields.get(name)?.type ?? "", value);
        continue;
      }
      const own = sentFields(value as Fields).map(([attribute, inner]) => {
        const type = this.#attributes.get(attribute)?.data_type ?? "";
        return [attribute, convertValue(type, inner)] as const;
      });
      fields[name] = Object.fromEntries(own);
    }
    return { ...desired, fields };
  }

  /** What is wrong with objects after `convert`, each mistake once. */
  check(desired: Iterable<DesiredObject>): string[] {
    const mistakes = new Map<string, Mistake>();
    for (const { key, fields } of desired) {
      for (const message of this.#mistakesIn(fields)) {
        const mistake = mistakes.get(message) ?? { message, keys: [], count: 0 };
        if (mistake.keys.length < shownKeys) mistake.keys.push(key);
        mistake.count += 1;
        mistakes.set(message, mistake);
      }
    }
    return [...mistakes.values()].map(({ message, keys, count }) => {
      const others = count > keys.length ? ` and ${count - keys.length} more` : "";
      return `${message} (${keys.map((key) => `"${key}"`).join(", ")}${others})`;
    });
  }

  *#mistakesIn(fields: Fields): Generator<string> {
    for (const [name, value] of sentFields(fields)) {
      if (name !== "custom_attributes") {
        const problem = valueMistake(this.#fields.get(name) ?? { type: "" }, value);
        if (problem !== undefined) yield `"${name}" ${problem}`;
        continue;
      }
      for (const [attribute, inner] of sentFields(value as Fields)) {
        const problem = this.#attributeMistake(attribute, inner);
        if (problem !== undefined) yield `"custom_attributes.${attribute}" ${problem}`;
      }
    }
  }

  #attributeMistake(name: string, value: Json): string | undefined {
    const attribute = this.#attributes.get(name);
    if (attribute === undefined) return this.#unknown(name, value);
    const { id, archived, api_writable, data_type, options } = attribute;
    const leaveOut = `leave the column out with map: { ${JSON.stringify(`custom_attributes.${name}`)}: false }`;
    if (archived) {
      return `is archived at Intercom; restore it with dataAttributes.update(${id}, { archived: false }), or ${leaveOut}`;
    }
    if (!api_writable) return `cannot be set by the API; ${leaveOut}`;
    return valueMistake({ type: data_type, options: options ?? [] }, value);
  }

  #unknown(name: string, value: Json): string | undefined {
    // A list or an object refers to custom objects, which are defined elsewhere.
    if (typeof value === "object" && value !== null) return undefined;
    const nearest = this.#nearest(name);
    const hint = nearest === undefined ? "" : ` (did you mean "custom_attributes.${nearest}"?)`;
    const create = JSON.stringify(name);
    return `is no attribute of a ${this.#model}${hint}; correct the column, or create the attribute in Intercom's settings or with dataAttributes.create({ name: ${create}, model: "${this.#model}", data_type: "${typeOf(value)}" })`;
  }

  /** The attribute that a name may stand for. It is looked for once: each of many rows may have the name. */
  #nearest(name: string): string | undefined {
    if (!this.#nearestNames.has(name)) {
      const known = [...this.#attributes.values()].filter(({ archived }) => !archived);
      const names = known.map((one) => one.name);
      this.#nearestNames.set(name, nearestName(name, names));
    }
    return this.#nearestNames.get(name);
  }
}

function valueMistake({ type, options = [] }: FieldType, value: Json): string | undefined {
  if (value === null) return undefined;
  const expected = misfit(type, value);
  if (expected !== undefined) return `must be ${expected}`;
  if (options.length === 0 || options.includes(String(value))) return undefined;
  const nearest = nearestName(String(value), options);
  const hint = nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
  return `must be one of ${options.map((one) => JSON.stringify(one)).join(", ")}, not ${shortened(value)}${hint}`;
}

/** The type to create an attribute with that has a value. */
function typeOf(value: Json): string {
  if (typeof value === "boolean") return "boolean";
  if (typeof value !== "number") return "string";
  return Number.isInteger(value) ? "integer" : "float";
}

function shortened(value: Json): string {
  const text = String(value);
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function sentFields(fields: Fields): (readonly [name: string, value: Json])[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}
