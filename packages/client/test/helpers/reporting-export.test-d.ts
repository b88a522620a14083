import type { Intercom as Thirteenth } from "@interkit/client/2.13";
import type { Intercom as Fourteenth } from "@interkit/client/2.14";
import type { Intercom } from "@interkit/client/2.16";
import type { ReportingDataExports } from "@interkit/client/2.16/reportingDataExports";
import { reportingExport } from "@interkit/client/helpers/reporting-export";
import type { Intercom as Preview } from "@interkit/client/preview";
import { expectTypeOf, test } from "vitest";

declare const thirteenth: Thirteenth;
declare const fourteenth: Fourteenth;
declare const intercom: Intercom;
declare const preview: Preview;
declare const reportingDataExports: ReportingDataExports;

const times = { start_time: new Date(), end_time: 1_767_225_600 };
const ids = { app_id: "abc12345", client_id: "3f1c8a52" };

test("a reporting export takes the client of version 2.14 and later, and one resource of it", () => {
  const request = { dataset_id: "call", attribute_ids: ["call_id"], ...times, ...ids };
  reportingExport(fourteenth, request);
  reportingExport(intercom, request, { whenBusy: "wait" });
  reportingExport(preview, request);
  reportingExport({ reportingDataExports }, request);
  // @ts-expect-error version 2.13 has no reporting exports
  reportingExport(thirteenth, request);
});

test("its rows have the attributes that were requested", async () => {
  const attribute_ids = ["call.call_id", "call.call_state"] as const;
  const exported = reportingExport(intercom, {
    dataset_id: "call",
    attribute_ids,
    ...times,
    ...ids,
  });
  for await (const row of exported.rows()) {
    expectTypeOf(row["call.call_id"]).toEqualTypeOf<string>();
    // @ts-expect-error it was not requested
    console.log(row["call.call_duration"]);
  }
});

test("a request without what is required does not compile", () => {
  // @ts-expect-error the id of the workspace, and of the app
  reportingExport(intercom, { dataset_id: "call", attribute_ids: ["call.call_id"], ...times });
  const request = { dataset_id: "call", attribute_ids: ["call.call_id"], ...times, ...ids };
  // @ts-expect-error it cannot be cancelled
  reportingExport(intercom, request, { cancelOnAbort: true });
});
