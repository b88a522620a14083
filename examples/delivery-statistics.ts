import type { IntercomOptions } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { contentExport } from "@interkit/client/helpers/content-export";

/** How many receipts each message has in a period, and how many of them were opened. */
export async function deliveryStatistics(
  options: IntercomOptions,
  created_at_after: Date,
  created_at_before: Date,
): Promise<Map<string, { sent: number; opened: number }>> {
  const period = { created_at_after, created_at_before };
  const exported = contentExport(createIntercom(options), period, { whenBusy: "wait" });
  const statistics = new Map<string, { sent: number; opened: number }>();
  for await (const { content_title = "", first_open } of exported.rows()) {
    const { sent, opened } = statistics.get(content_title) ?? { sent: 0, opened: 0 };
    statistics.set(content_title, { sent: sent + 1, opened: opened + (first_open ? 1 : 0) });
  }
  return statistics;
}
