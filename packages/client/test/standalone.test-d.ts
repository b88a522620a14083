import type { ContentExportRow as Row } from "@interkit/client/2.7";
import type {
  ContentExportRow,
  EcommerceCatalogProduct,
  FinCsatRequestedEvent,
  FinRepliedEvent,
  FinReplyChunkEvent,
  FinStatusUpdatedEvent,
} from "@interkit/client/preview";
import type { FinRepliedEvent as Core } from "@interkit/core/2.14";
import { expectTypeOf, test } from "vitest";

test("events of Fin Agent are a union discriminated by the name of the event", () => {
  type Sent = FinStatusUpdatedEvent | FinRepliedEvent | FinReplyChunkEvent | FinCsatRequestedEvent;
  expectTypeOf<Extract<Sent, { event_name: "fin_replied" }>["message"]["body"]>().toBeString();
  expectTypeOf<Extract<Sent, { event_name: "fin_reply_chunk" }>["chunk_index"]>().toBeNumber();
  expectTypeOf<Core["conversation_id"]>().toBeString();
});

test("the columns of an export and the products of a catalogue have types", () => {
  expectTypeOf<Row["receipt_id"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<ContentExportRow["first_click"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<EcommerceCatalogProduct["id"]>().toBeString();
});
