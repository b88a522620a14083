import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { asHtml } from "../../handlers/answer-values.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { findCompany } from "../../records/companies.ts";
import { findContact } from "../../records/contacts.ts";
import { findAuthor } from "../workspace/admins.ts";
import { type Note, notes, notesOf, noteView } from "./notes.ts";

function listNotes(call: Call, on: Note["on"], id: string): JsonObject {
  const view = (note: Note) => noteView(call, note);
  return list(call, notesOf(call, on, id), { order: newestFirst, view });
}

function createNote(call: Call, on: Note["on"], id: string): JsonObject {
  const { body, admin_id } = call.body<{ body: string; admin_id?: string | number }>();
  const author = findAuthor(call, admin_id);
  const note = call.in(notes).insert({
    id: call.store.nextId(notes),
    body: asHtml(body),
    admin_id: author.id,
    on,
    owner_id: id,
    created_at: call.now,
  });
  return noteView(call, note);
}

const onContact = (call: Call) => findContact(call, call.param("contact_id")).id;
const onCompany = (call: Call) => findCompany(call, call.param("company_id")).id;

export const noteHandlers: Handlers = {
  "notes.get": (call) => noteView(call, call.find(notes, call.param("note_id"))),
  "contacts.notes.list": (call) => listNotes(call, "contact", onContact(call)),
  "contacts.notes.create": (call) => createNote(call, "contact", onContact(call)),
  "companies.notes.list": (call) => listNotes(call, "company", onCompany(call)),
  "companies.notes.create": (call) => createNote(call, "company", onCompany(call)),
};
