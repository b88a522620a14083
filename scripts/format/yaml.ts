import { format } from "prettier";
import { isMap, isScalar, isSeq, parseDocument, visit, type YAMLMap } from "yaml";

const width = 100;

/**
 * Formats YAML of the description: indentation, quotes and line breaks as Prettier writes them, and a
 * mapping of plain values in one line wherever it fits into 100 columns.
 */
export async function formatYaml(text: string): Promise<string> {
  const options = { parser: "yaml", printWidth: width } as const;
  // Prettier keeps how a mapping is written, and may make room for more of them.
  let before = "";
  let after = await format(text, options);
  while (after !== before) {
    before = after;
    after = await format(inOneLine(after), options);
  }
  return after;
}

/** Writes the mappings of plain values in one line that have room for it. */
function inOneLine(text: string): string {
  const edits: Edit[] = [];
  visit(parseDocument(text), {
    Map(_, map, ancestors) {
      const parent = ancestors.at(-1);
      // The elements of a list look alike.
      const alike = isSeq(parent) ? parent.items : [map];
      const wanted = ancestors.length > 1 ? alike.map((one) => editOf(one, text)) : [undefined];
      if (wanted.includes(undefined)) return undefined;
      edits.push(...wanted.filter((edit) => edit?.of === map).map((edit) => edit as Edit));
      return visit.SKIP;
    },
  });
  return edits.reduceRight(
    (all, { start, end, line }) => `${all.slice(0, start)} ${line}${all.slice(end)}`,
    text,
  );
}

interface Edit {
  readonly of: YAMLMap;
  readonly start: number;
  readonly end: number;
  readonly line: string;
}

/** The edit that puts a block mapping into one line; nothing when it has to stay as it is. */
function editOf(map: unknown, text: string): Edit | undefined {
  if (!isMap(map) || !map.range) return undefined;
  const line = oneLine(map, text);
  if (line === undefined) return undefined;
  const start = text.slice(0, map.range[0]).trimEnd().length;
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  const end = map.range[0] + text.slice(map.range[0], map.range[1]).trimEnd().length;
  return column + 1 + line.length > width ? undefined : { of: map, start, end, line };
}

/** A block mapping as one line; nothing when it has comments, collections or text of several lines. */
function oneLine(map: YAMLMap, text: string): string | undefined {
  if (map.flow || map.items.length === 0 || map.comment || map.commentBefore) return undefined;
  const pairs = map.items.map((pair) => {
    const [key, value] = [pair.key, pair.value].map((node) => scalarText(node, text));
    return key && value ? `${key}: ${value}` : undefined;
  });
  return pairs.includes(undefined) ? undefined : `{ ${pairs.join(", ")} }`;
}

/** A scalar as it is written, if it may be written so between braces. */
function scalarText(node: unknown, text: string): string | undefined {
  if (!isScalar(node) || !node.range || node.comment || node.commentBefore) return undefined;
  const source = text.slice(node.range[0], node.range[1]);
  const isQuoted = /^["']/.test(source);
  return source.includes("\n") || (!isQuoted && /[,[\]{}]/.test(source)) ? undefined : source;
}
