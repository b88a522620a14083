import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import type { ViewContext } from "../../engine/view-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { type Admin, admins, adminView } from "../workspace/admins.ts";

/** A note on a contact or a company. */
export interface Note extends Entity {
  readonly body: string;
  readonly admin_id: string;
  readonly on: "contact" | "company";
  readonly owner_id: string;
  readonly created_at: number;
}

export const notes: CollectionKey<Note> = collection<Note>("notes", "number", {
  owner: ({ on, owner_id }) => [`${on} ${owner_id}`],
});

/** The notes on a contact or a company, the latest first. */
export function notesOf(context: ViewContext, on: Note["on"], id: string): Note[] {
  return context.collection(notes).findBy("owner", `${on} ${id}`).toReversed();
}

/** Deletes the notes on a contact or a company. */
export function deleteNotes(context: RequestContext, on: Note["on"], id: string): void {
  for (const note of notesOf(context, on, id)) context.collection(notes).delete(note.id);
}

/** Unlike in the list of admins, `away_status_reason_id` is returned when it is null. */
function authorView(author: Admin): JsonObject {
  return { ...adminView(author), away_status_reason_id: author.away_status_reason_id };
}

/** The response of a note. */
export function noteView(context: RequestContext, note: Note): JsonObject {
  const author = context.collection(admins).get(note.admin_id);
  return {
    type: "note",
    id: note.id,
    created_at: note.created_at,
    [note.on]: { type: note.on, id: note.owner_id },
    author: author ? authorView(author) : null,
    body: note.body,
  };
}
