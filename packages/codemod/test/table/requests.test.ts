import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../../scripts/extract/clients.ts";
import { type Recorded, Recorder } from "../../scripts/extract/record.ts";
import { type Field, type Row, rows } from "../../src/table/index.ts";
import type { VendorMethod } from "../../src/table/vendor/release.ts";
import { releases } from "../../src/table/vendor/releases.ts";
import { argumentsOf, methodOf, payloadOf, sampleOf } from "./calls.ts";

const root = path.resolve(import.meta.dirname, "../../../..");

let recorder: Recorder;
beforeAll(async () => {
  recorder = await Recorder.start();
});
afterAll(() => recorder.close());

/** The request that the method here sends for an argument of the one there. */
async function sentHere({ target }: Row, sample: object): Promise<Recorded | undefined> {
  if (target === undefined) return undefined;
  const method = methodOf(target.method, target.versions.at(-1) ?? "", recorder.url);
  const args = argumentsOf(target, sample as Record<string, unknown>);
  return recorder.requestOf(async () => {
    const result = method?.(...args);
    if (target.result === "list") for await (const _ of result as AsyncIterable<unknown>) break;
    else await result;
  });
}

/** The rows whose arguments say all. Those under `unstable` are for a person because of the client alone. */
const complete = (major: Row["major"]) =>
  rows(major).filter(
    ({ vendor, mechanical, target }) =>
      target?.result !== "download" && (mechanical === true || vendor.startsWith("unstable.")),
  );

test("a call of intercom-client 7 and the one that its row makes of it send the same request", async () => {
  const vendor = clientOf(root, 7, recorder.url);
  for (const row of complete(7)) {
    const sample = sampleOf(row);
    const argument = Object.keys(sample).length > 0 ? sample : undefined;
    const there = await recorder.requestOf(() => vendor(row.vendor)(argument));
    expect([row.vendor, await sentHere(row, sample)]).toEqual([row.vendor, withoutGaps(there)]);
  }
});

/** A body without a property is none: intercom-client sends `{}`. */
function withoutGaps(request: Recorded | undefined): Recorded | undefined {
  const isEmpty = JSON.stringify(request?.body) === "{}";
  return request && { ...request, body: isEmpty ? undefined : request.body };
}

describe.each([3, 4, 5, 6] as const)("intercom-client %i", (major) => {
  test("the call that a row makes sends the request that was observed", async () => {
    const observed = new Map(releases[major].methods.map((method) => [method.name, method]));
    for (const row of complete(major)) {
      const sample = sampleOf(row);
      const there = requestOf(observed.get(row.vendor) as VendorMethod, row, sample);
      expect([row.vendor, await sentHere(row, sample)]).toEqual([row.vendor, there]);
    }
  });
});

/** The request that a method was observed to send for an argument. */
function requestOf(
  method: VendorMethod,
  row: Row,
  sample: Readonly<Record<string, unknown>>,
): Recorded {
  const [verb = "", place = ""] = method.route.split(" ");
  const steps = place.split("/").filter(Boolean);
  // A key in the path is sent in the body too by one method: the path has it.
  const isSent = ({ from = "" }: Field) =>
    !(from in row.byHand) &&
    !method.path.includes(from) &&
    !((from.split(".")[0] as string) in row.byHand);
  return {
    method: verb,
    path: steps.map((step) => step.replace(/^\{(.+)\}$/, (_, key: string) => String(sample[key]))),
    query: (payloadOf(method.query.filter(isSent), sample) ?? {}) as Recorded["query"],
    body: payloadOf(method.body.filter(isSent), sample) as Recorded["body"],
  };
}
