import { table } from "../../table.ts";
import type { ApiVersion } from "../model/api.ts";
import { type Reference, sentenceCase } from "./context.ts";
import { paragraphs, sentence } from "./text.ts";

/** The description of a schema, below a heading of the third level. */
export function objectSection(reference: Reference, version: ApiVersion, name: string): string {
  const { rows, type, description } = reference.objectsOf(version).get(name);
  const range = reference.range(name);
  const cells = rows.map((row) => {
    const [field = "", words = "", meaning = ""] = reference.fieldCells(
      row,
      version,
      name,
      `${name}.${row.path}`,
    );
    return [field, row.isRequired ? words : `${words}, can be missing`, meaning];
  });
  return paragraphs([
    `### ${name}`,
    sentence(description),
    range && `${sentenceCase(range)}.`,
    cells.length > 0
      ? table(["Field", "Type", "Meaning"], cells)
      : `It is ${reference.linked(type, version)}.`,
  ]);
}
