import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import {
  type Calls,
  type Kind,
  measure,
  type Options,
  times,
} from "../../core/load/leaks/measure.ts";

await measure(callsOf);

function callsOf(options: Options): Calls {
  const intercom = createIntercom(options);

  const get: Kind["call"] = (headers, signal) =>
    intercom.contacts.get("1", {}, { headers, signal });
  const list: Kind["call"] = async (headers, signal) => {
    let count = 0;
    for await (const _ of intercom.contacts.list({}, { headers, signal })) count += 1;
    if (count !== 15) throw new Error(`the list had ${count} contacts`);
  };
  const partOfList: Kind["call"] = async (headers, signal) => {
    for await (const _ of intercom.contacts.list({}, { headers, signal })) break;
  };
  const download = (headers: Record<string, string>, signal: AbortSignal) =>
    intercom.dataExports.download("orzzsbd7hk67xyu", { headers, signal });
  const bytes: Kind["call"] = (headers, signal) => download(headers, signal).bytes();
  const saved: Kind["call"] = async (headers, signal) => {
    const file = path.join(tmpdir(), `interkit-${crypto.randomUUID()}`);
    await download(headers, signal).saveTo(file);
    await rm(file);
  };

  return {
    answered: [
      ...times(5, { behaviour: "whole", call: get, requests: 1 }),
      { behaviour: "pages", call: list, requests: 3 },
      { behaviour: "pages", call: partOfList, requests: 1 },
      { behaviour: "file", call: bytes, requests: 1 },
      { behaviour: "file", call: saved, requests: 1 },
    ],
    aborted: [
      { behaviour: "silent", call: get, withinMs: undefined },
      { behaviour: "silent", call: list, withinMs: 20 },
      { behaviour: "half", call: list, withinMs: 20 },
      { behaviour: "halfFile", call: bytes, withinMs: 20 },
      { behaviour: "halfFile", call: saved, withinMs: 20 },
    ],
  };
}
