import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { list } from "../../paging/list.ts";
import { contacts, findContact } from "../../records/contacts.ts";
import { type AppliedTag, tags } from "../../records/tags.ts";
import { taggingHandlers } from "../tags/tagging.ts";
import { tagView } from "../tags/tags.ts";

const named = (call: Call) => findContact(call, call.param("contact_id"));

const byId = { by: ({ id }: AppliedTag) => Number(id), descending: false };

export const contactTagHandlers: Handlers = {
  "contacts.tags.list": (call) => {
    const view = (applied: AppliedTag) => tagView(call.find(tags, applied.id), applied);
    return list(call, named(call).tags, { order: byId, view });
  },
  ...taggingHandlers("contacts.tags", {
    find: named,
    write: (call, { id }, all) => {
      call.in(contacts).update(id, { tags: all, updated_at: call.now });
    },
    noTag: notFound,
  }),
};
