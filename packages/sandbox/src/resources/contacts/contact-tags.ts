import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import { contacts, findContact } from "../../records/contacts.ts";
import { type AppliedTag, tags } from "../../records/tags.ts";
import { taggingHandlers } from "../tags/tagging.ts";
import { tagView } from "../tags/tags.ts";

const contactInPath = (context: RequestContext) =>
  findContact(context, context.param("contact_id"));

const byId = { by: ({ id }: AppliedTag) => Number(id), descending: false };

export const contactTagHandlers: Handlers = {
  "contacts.tags.list": (context) => {
    const view = (applied: AppliedTag) => tagView(context.find(tags, applied.id), applied);
    return list(context, contactInPath(context).tags, { order: byId, view });
  },
  ...taggingHandlers("contacts.tags", {
    find: contactInPath,
    write: (context, { id }, all) => {
      context.collection(contacts).update(id, { tags: all, updated_at: context.now });
    },
    tagNotFound: notFound,
  }),
};
