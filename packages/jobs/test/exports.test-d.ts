import { createIntercom } from "@interkit/client/2.16";
import { contentExport, type ReceiptRow } from "@interkit/client/helpers/content-export";
import { createIntercom as createPreview } from "@interkit/client/preview";
import { fromExport, type Source } from "@interkit/jobs";
import { expectTypeOf, test } from "vitest";

const intercom = createIntercom({ token: "test-token" });
const preview = createPreview({ token: "test-token" });
const period = { created_at_after: 0, created_at_before: new Date() };

test("the rows of an export are the items of its source", () => {
  const source = fromExport(period, (what, options) => {
    expectTypeOf(what).toEqualTypeOf<typeof period>();
    return contentExport(intercom, what, options);
  });
  expectTypeOf(source).toEqualTypeOf<Source<ReceiptRow>>();
  fromExport(period, (what, options) => contentExport(preview, what, options), { batchSize: 1 });
});

test("what is no export does not compile", () => {
  // @ts-expect-error a list
  fromExport(period, (_, options) => intercom.contacts.list({}, options));
  // @ts-expect-error a typo
  fromExport(period, (what, options) => contentExport(intercom, what, options), { batchsize: 1 });
  // @ts-expect-error another period
  fromExport({ from: 0 }, (what, options) => contentExport(intercom, what, options));
});
