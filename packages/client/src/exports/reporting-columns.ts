import { ConfigError } from "@interkit/core";
import { UnreadableError } from "../archives/read-chunk.ts";
import { closest } from "../checks/closest.ts";
import type { NameColumns } from "./csv.ts";

/** An attribute of a dataset, which is a column of its rows. */
export interface ReportingAttribute {
  /** The short id. */
  readonly id?: string | null | undefined;
  /** The full id, from version 2.16 on. */
  readonly qualified_id?: string | null | undefined;
  /** The name for people. */
  readonly name?: string | null | undefined;
}

/** A dataset that can be exported. */
export interface ReportingDataset {
  /** The id of the dataset. */
  readonly id?: string | null | undefined;
  /** Its columns. */
  readonly attributes?: readonly ReportingAttribute[] | null | undefined;
}

/**
 * Finds the attributes that are requested of a dataset.
 *
 * @throws {ConfigError} for a dataset and an attribute that do not exist, with the most similar one.
 */
export function findAttributes(
  call: string,
  datasets: readonly ReportingDataset[],
  datasetId: string,
  attributeIds: readonly string[],
): ReportingAttribute[] {
  const dataset = datasets.find(({ id }) => id === datasetId);
  if (dataset === undefined) {
    const ids = datasets.flatMap(({ id }) => id ?? []);
    throw new ConfigError(
      `${call}: the workspace has no dataset "${datasetId}", only ${ids.join(", ")}${suggest(closest(datasetId, ids))}`,
    );
  }
  const attributes = dataset.attributes ?? [];
  return attributeIds.map((requested) => {
    const found = attributes.find((one) => isNamed(one, requested));
    if (found) return found;
    const ids = attributes.flatMap(({ id, qualified_id }) => qualified_id ?? id ?? []);
    const sameId = attributes.find(({ id }) => id === plainId(requested));
    const suggested = sameId?.qualified_id ?? closest(requested, ids);
    throw new ConfigError(
      `${call}: the dataset "${datasetId}" has no attribute "${requested}"${suggest(suggested)}; reportingDataExports.datasets.list() returns all`,
    );
  });
}

const suggest = (word: string | undefined) => (word === undefined ? "" : `; use "${word}"`);

const plainId = (id: string) => id.slice(id.indexOf(".") + 1);

/** Whether an id is that of an attribute. A version without full ids accepts either form. */
function isNamed({ id, qualified_id }: ReportingAttribute, requested: string): boolean {
  if (typeof qualified_id === "string") return qualified_id === requested;
  return id === requested || id === plainId(requested);
}

/**
 * Names columns by the ids that were requested. A file names them by the full id, the short one or the name
 * of the attribute; other columns keep their names.
 *
 * @throws {UnreadableError} when the file has no column for an id.
 */
export function columnNames(
  attributeIds: readonly string[],
  attributes: readonly ReportingAttribute[],
): NameColumns {
  const isColumn = (index: number, title: string | undefined): boolean => {
    const { id, qualified_id, name } = attributes[index] ?? {};
    const requested = attributeIds[index] ?? "";
    return [requested, plainId(requested), qualified_id, id, name].includes(title);
  };
  return (header) => {
    // Two attributes may have the same name: their order is that of the request.
    const isInOrder =
      header.length === attributeIds.length && header.every((title, at) => isColumn(at, title));
    if (isInOrder) return [...attributeIds];
    const missing = attributeIds.find((_, at) => !header.some((title) => isColumn(at, title)));
    if (missing !== undefined) {
      throw new UnreadableError(
        `no column of it is "${missing}"; with columns: "file", the rows have the columns of the file, which are ${header.join(", ")}`,
      );
    }
    return header.map((title) => attributeIds.find((_, at) => isColumn(at, title)) ?? title);
  };
}
