import type { JsonObject } from "../../description/openapi.ts";
import { missingParameter } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { toHtml, withoutNulls } from "../../handlers/response-values.ts";
import type { Contact } from "../../records/contacts.ts";
import { type Author, blankPart, type Part, parts } from "../../records/parts.ts";
import type { WorkspaceFacts } from "../../store/workspace.ts";
import { type Admin, findAuthor } from "../workspace/admins.ts";
import { type AttachmentFile, attachmentsOf } from "./attachments.ts";

type PartInput = Pick<Part, "owner_id" | "part_type" | "author"> & Partial<Part>;

/** Adds a part. */
export function addPart(context: RequestContext, input: PartInput): Part {
  const at = input.created_at ?? context.now;
  return context
    .collection(parts)
    .insert({ ...blankPart(at), ...input, id: context.store.nextId(parts) });
}

/** The parts of a conversation or a ticket, the oldest first. */
export function partsOf(context: RequestContext, ownerId: string): Part[] {
  return context
    .collection(parts)
    .findBy("owner", ownerId)
    .sort((a, b) => a.created_at - b.created_at || Number(a.id) - Number(b.id));
}

/** The `assigned_to` of a part that removes the assignee. */
export const noAssignee: JsonObject = { type: "nobody_admin", id: null };

/** The maximum of parts in a response: the newest ones. */
const shown = 500;

/** The type of a part in responses. */
export type PartType = "conversation_part" | "ticket_part";

/** The list of parts inside a conversation or a ticket. */
export function partList(context: RequestContext, type: PartType, ownerId: string): JsonObject {
  const all = partsOf(context, ownerId);
  const views = all.slice(-shown).map((part) => partView(context, type, part));
  return { type: `${type}.list`, [`${type}s`]: views, total_count: all.length };
}

/** The response of an author. A missing email is an empty string. */
export function authorView(author: Author): JsonObject {
  return { ...author, email: author.email ?? "" };
}

/** The response of a part. */
export function partView(context: RequestContext, type: PartType, part: Part): JsonObject {
  return type === "ticket_part"
    ? ticketPartView(context, part)
    : conversationPartView(context, part);
}

/** A part of a conversation has all properties, null where they are unset. */
function conversationPartView(context: RequestContext, part: Part): JsonObject {
  const { author, details, owner_id, ...shownAsIs } = part;
  return {
    ...shownAsIs,
    state: "open",
    ...details,
    type: "conversation_part",
    author: { ...authorView(author), from_ai_agent: false, is_ai_answer: false },
    body: formatBody(context, part.body),
    event_details: part.event_details ?? {},
    notified_at: part.created_at,
    external_id: null,
    tags: [],
    email_message_metadata: null,
    app_package_code: null,
    translations: null,
  };
}

/** A part of a ticket has only the properties that are set. */
function ticketPartView(context: RequestContext, part: Part): JsonObject {
  const { id, part_type, created_at, updated_at, attachments, redacted, details } = part;
  const author = authorView(part.author);
  return {
    type: "ticket_part",
    id,
    part_type,
    ...withoutNulls({ body: formatBody(context, part.body), assigned_to: part.assigned_to }),
    ...details,
    created_at,
    updated_at,
    // In tickets, the author type of a lead is `user`.
    author: part.author.type === "lead" ? { ...author, type: "user" } : author,
    attachments,
    redacted,
  };
}

/** Formats a body as HTML or, with `display_as=plaintext`, as plain text. */
export function formatBody(context: RequestContext, html: string | null): string | null {
  if (html === null || context.query["display_as"] !== "plaintext") return html;
  return htmlToPlainText(html);
}

export function htmlToPlainText(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/p>\s*<p>/gi, "\n")
    .replace(/<[^>]*>/g, "")
    .trim();
}

export function adminAuthor(admin: Admin): Author {
  return { type: "admin", id: admin.id, name: admin.name, email: admin.email };
}

/** The given admin, or the admin of the token, as an author. */
export function authorOf(context: RequestContext, adminId: unknown): Author {
  return adminAuthor(findAuthor(context, adminId));
}

export function contactAuthor({ id, role, name, email }: Contact): Author {
  return { type: role, id, name, email };
}

/** The author of automatic parts. */
export function botOf({ id }: WorkspaceFacts): Author {
  return { type: "bot", id: "0", name: "Operator", email: `operator+${id}@intercom.io` };
}

/** A quick reply: a button with an answer. */
export interface QuickReply {
  readonly text: string;
  readonly uuid: string;
}

/** The body of a reply to a conversation or a ticket. */
export interface ReplyInput {
  readonly message_type?: string;
  readonly type?: "admin" | "user";
  readonly body?: string;
  readonly admin_id?: string | number;
  readonly intercom_user_id?: string;
  readonly user_id?: string;
  readonly email?: string;
  readonly created_at?: number;
  readonly reply_options?: readonly QuickReply[];
  readonly attachment_urls?: readonly string[];
  readonly attachment_files?: readonly AttachmentFile[];
  readonly skip_unsnooze?: boolean;
  readonly cross_post?: boolean;
}

/** The content of a reply. @throws {ApiError} 400 when there is none. */
export function contentOf(input: ReplyInput): Pick<Part, "body" | "attachments" | "metadata"> {
  const { message_type: kind, body, reply_options: options = [] } = input;
  const attachments = attachmentsOf(input);
  if (kind === "quick_reply" && options.length === 0) {
    throw missingParameter("reply_options must be given for a quick_reply", "reply_options");
  }
  if (kind !== "quick_reply" && !body && attachments.length === 0) {
    throw missingParameter("body must be given", "body");
  }
  const [chosen] = options;
  const byContact = input.type === "user";
  const metadata = byContact
    ? { quick_reply_uuid: chosen?.uuid }
    : { quick_reply_options: options };
  const words = body ?? (byContact ? chosen?.text : undefined);
  return {
    body: words ? toHtml(words) : null,
    attachments,
    metadata: kind === "quick_reply" ? metadata : {},
  };
}
