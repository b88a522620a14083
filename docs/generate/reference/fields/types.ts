import {
  type Json,
  type JsonObject,
  type Shape,
  shapesOf,
} from "../../../../openapi/src/schemas.ts";

/** The type of a value in words. `[[Contact]]` stands for a link to the schema. */
export interface TypeWords {
  readonly words: string;
  /** The same with null, if it can be null. */
  readonly whole: string;
  readonly isNullable: boolean;
}

export function typeOf(document: JsonObject, node: Json | undefined): TypeWords {
  const all = shapesOf(document, node).flatMap((shape) => wordsOf(document, shape));
  const words = [...new Set(all)].filter((word) => word !== "null");
  const isOpen = words.includes("string") && words.some((word) => word.startsWith("`"));
  const shown = isOpen ? [...words.filter((word) => word !== "string"), "another string"] : words;
  const isNullable = all.includes("null");
  return {
    words: joinOr(shown) || "any value",
    whole: joinOr([...shown, ...(isNullable ? ["null"] : [])]) || "any value",
    isNullable,
  };
}

function joinOr(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

function wordsOf(document: JsonObject, shape: Shape): string[] {
  const types = keywordsOf(shape, "type").flat().map(String);
  const nulls = types.includes("null") ? ["null"] : [];
  if (shape.name !== undefined) return [`[[${shape.name}]]`, ...nulls];
  const values = [
    ...keywordsOf(shape, "const"),
    ...keywordsOf(shape, "enum").flatMap((list) => list as Json[]),
  ];
  if (values.length > 0) return values.map((one) => (one === null ? "null" : `\`${String(one)}\``));
  const [format] = keywordsOf(shape, "format");
  return types.map((type) => {
    if (type === "array") return listWords(document, shape);
    if (type === "object") return mapWords(document, shape);
    if (type === "integer" && format === "date-time") return "Unix seconds";
    return type === "string" && format !== undefined ? `string (${String(format)})` : type;
  });
}

function listWords(document: JsonObject, shape: Shape): string {
  const [items] = keywordsOf(shape, "items");
  const { words } = typeOf(document, items);
  return words === "any value"
    ? "list"
    : `list of ${words.includes(" or ") ? `(${words})` : words}`;
}

function mapWords(document: JsonObject, shape: Shape): string {
  if (keywordsOf(shape, "properties").length > 0) return "object";
  const [values] = keywordsOf(shape, "additionalProperties");
  if (values === undefined || typeof values === "boolean") return "object";
  const { words } = typeOf(document, values);
  return words === "any value" ? "object" : `object with values of ${words}`;
}

function keywordsOf({ parts }: Shape, keyword: string): Json[] {
  return parts.flatMap((part) => (part[keyword] === undefined ? [] : [part[keyword] as Json]));
}

/** The schemas that words of types refer to. */
export const referencesIn = (words: string): string[] =>
  Array.from(words.matchAll(/\[\[(\w+)\]\]/g), ([, name = ""]) => name);
