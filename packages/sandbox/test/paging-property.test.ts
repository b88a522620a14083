import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "../src/paging/cursor.ts";
import { type Order, pageAfter, pageNumber, sorted, sortLazily } from "../src/paging/page-slice.ts";

interface Item {
  readonly id: string;
  readonly rank: string | number | null;
}

const ranks = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom("a", "b", "5"),
  fc.constant(null),
);
const lists = fc
  .array(ranks, { maxLength: 40 })
  .map((all): Item[] => all.map((rank, i) => ({ id: String(i + 1), rank })));

test("paging by cursor returns every item once, in order, in pages of the requested size", () => {
  fc.assert(
    fc.property(
      lists,
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      (items, perPage, descending) => {
        const order: Order<Item> = { by: ({ rank }) => rank, descending };
        const seen: Item[] = [];
        let cursor: string | undefined;
        let pages = 0;
        do {
          const page = pageAfter(sortLazily(items, order), perPage, cursor);
          pages += 1;
          expect(page).toMatchObject({ page: pages, total: items.length });
          expect(pageNumber(sortLazily(items, order), perPage, pages)).toEqual(page);
          seen.push(...page.items);
          cursor = page.next;
        } while (cursor !== undefined);
        expect(seen).toEqual(sorted(items, order));
        expect(pages).toBe(Math.max(1, Math.ceil(items.length / perPage)));
      },
    ),
  );
});

test("a cursor can contain any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), fc.nat(), (value, id, page) => {
      expect(readCursor(writeCursor({ value, id, page }))).toEqual({ value, id, page });
    }),
  );
});
