import type { Projection } from "./project.ts";

/**
 * A record as a part of a response. Its view is computed when the response is written, and only if
 * its JSON is not kept from an earlier response.
 */
export class RecordView {
  readonly record: object;
  /** The function that computes the view. With the record, it identifies the view. */
  readonly view: unknown;
  /** Computes the view. */
  readonly read: () => unknown;

  constructor(record: object, view: unknown, read: () => unknown) {
    this.record = record;
    this.view = view;
    this.read = read;
  }
}

/** Projects the view of a record. */
export type ProjectRecord = (record: RecordView, projection: Projection) => unknown;

/** Computes the view of a record and projects it. */
export const projectRecord: ProjectRecord = (record, projection) =>
  projection(record.read(), projectRecord);
