import { changesOf, classOf } from "../changes.ts";
import { compareDescriptions } from "../compare.ts";
import type { JsonObject } from "../json.ts";
import { at, composedOf, type Edit } from "./places.ts";
import type { Slice } from "./slices.ts";

/** One edit of one place of a description. */
export interface Mutant {
  readonly kind: string;
  readonly isBreaking: boolean;
  readonly slice: Slice;
  /** Where the edited node is in the document of the slice. */
  readonly steps: readonly string[];
  readonly edit: Edit;
}

/** The description before and after the edit. */
export function documentsOf({ slice, steps, edit }: Mutant): [JsonObject, JsonObject] {
  const edited = structuredClone(slice.document);
  edit.edit(at(edited, steps), edited);
  return [slice.document, edited];
}

/**
 * Whether a mutant has the right class: a breaking one is major, and the change names its place; a
 * compatible one is not major. Returns what is wrong otherwise.
 */
export function faultOf(mutant: Mutant): string | undefined {
  const changes = changesOf(compareDescriptions(...documentsOf(mutant)));
  const { kind, isBreaking, slice, steps, edit } = mutant;
  const said = changes.map((change) => `${change.class}: ${change.message}`).slice(0, 3);
  const where = `${kind}, ${slice.name} ${edit.names}, at ${steps.join("/")}: ${said.join(" ")}`;
  const isOperation = steps[0] !== "components";
  if (!isBreaking) return classOf(changes) === "major" ? where : undefined;
  // A schema that is only a part of others is compared as a part of them.
  const holders = [slice.name, ...composedOf(slice).map(([name]) => name)];
  const names = edit.names.startsWith(".") || isOperation ? [] : holders;
  const found = changes.some(
    (change) =>
      change.class === "major" &&
      [edit.names, ...names].some((name) => change.message.includes(name)),
  );
  return found ? undefined : where;
}
