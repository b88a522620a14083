import type { JsonObject } from "../../description/openapi.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { toHtml } from "../../handlers/response-values.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { findCompany } from "../../records/companies.ts";
import { findContact } from "../../records/contacts.ts";
import { findAuthor } from "../workspace/admins.ts";
import { type Note, notes, notesOf, noteView } from "./notes.ts";

function listNotes(context: RequestContext, on: Note["on"], id: string): JsonObject {
  const view = (note: Note) => noteView(context, note);
  return list(context, notesOf(context, on, id), { order: newestFirst, view });
}

function createNote(context: RequestContext, on: Note["on"], id: string): JsonObject {
  const { body, admin_id } = context.body<{ body: string; admin_id?: string | number }>();
  const author = findAuthor(context, admin_id);
  const note = context.collection(notes).insert({
    id: context.store.nextId(notes),
    body: toHtml(body),
    admin_id: author.id,
    on,
    owner_id: id,
    created_at: context.now,
  });
  return noteView(context, note);
}

const onContact = (context: RequestContext) => findContact(context, context.param("contact_id")).id;
const onCompany = (context: RequestContext) => findCompany(context, context.param("company_id")).id;

export const noteHandlers: Handlers = {
  "notes.get": (context) => noteView(context, context.find(notes, context.param("note_id"))),
  "contacts.notes.list": (context) => listNotes(context, "contact", onContact(context)),
  "contacts.notes.create": (context) => createNote(context, "contact", onContact(context)),
  "companies.notes.list": (context) => listNotes(context, "company", onCompany(context)),
  "companies.notes.create": (context) => createNote(context, "company", onCompany(context)),
};
