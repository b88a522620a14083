import { createClient } from "@interkit/core/2.16";
import { type Calls, type Kind, measure, type Options, times } from "./measure.ts";

await measure(callsOf);

function callsOf(options: Options): Calls {
  const client = createClient(options);
  const layered = createClient({
    ...options,
    token: async () => "token",
    rateLimit: { ...options.rateLimit, key: "token" },
    layers: [(next) => (request) => next(new Request(request))],
  });
  // Nearly all of its calls wait for the next window.
  const limited = createClient({ ...options, token: "other", rateLimit: { callsPerWindow: 1 } });
  const params = { path: { contact_id: "5ba682d23d7cf92bef87bfd4" } };
  const job = { path: { job_identifier: "orzzsbd7hk67xyu" } };
  const one = "/contacts/{contact_id}";
  const export_ = "/download/content/data/{job_identifier}";

  const get: Kind["call"] = async (headers, signal) =>
    some((await client.GET(one, { params, headers, signal })).data);
  const search: Kind["call"] = async (headers, signal) => {
    const body = { query: { field: "email", operator: "=", value: "ada@example.com" } } as const;
    some((await client.POST("/contacts/search", { body, headers, signal })).data);
  };
  const retried: Kind["call"] = async (headers, signal) =>
    some((await client.GET(one, { params, headers, signal, retry: { maxDelayMs: 5 } })).data);
  const open = async (headers: Record<string, string>, signal: AbortSignal) =>
    some((await client.GET(export_, { params: job, headers, signal })).data);
  const download: Kind["call"] = async (headers, signal) => {
    await new Response(await open(headers, signal)).arrayBuffer();
  };
  const givenUp: Kind["call"] = async (headers, signal) => {
    const reader = (await open(headers, signal)).getReader();
    await reader.read();
    await reader.cancel();
  };
  const throughLayers: Kind["call"] = async (headers, signal) =>
    some((await layered.GET(one, { params, headers, signal })).data);
  const waiting: Kind["call"] = (headers, signal) => limited.GET(one, { params, headers, signal });
  const persistent: Kind["call"] = (headers, signal) =>
    client.GET(one, { params, headers, signal, retry: { attempts: 20 } });

  return {
    answered: [
      ...times(40, { behaviour: "whole", call: get, requests: 1 }),
      ...times(5, { behaviour: "whole", call: throughLayers, requests: 1 }),
      { behaviour: "whole", call: search, requests: 1 },
      { behaviour: "slow", call: get, requests: 1 },
      { behaviour: "retried", call: retried, requests: 2 },
      { behaviour: "file", call: download, requests: 1 },
      { behaviour: "file", call: givenUp, requests: 1 },
    ],
    aborted: [
      { behaviour: "silent", call: get, withinMs: undefined },
      { behaviour: "silent", call: get, withinMs: 1 },
      { behaviour: "silent", call: waiting, withinMs: 20 },
      { behaviour: "silent", call: get, withinMs: 20 },
      { behaviour: "silent", call: throughLayers, withinMs: 20 },
      { behaviour: "half", call: get, withinMs: 20 },
      { behaviour: "unavailable", call: persistent, withinMs: 300 },
      { behaviour: "halfFile", call: download, withinMs: 20 },
    ],
  };
}

function some<T>(data: T | undefined): T {
  if (data === undefined) throw new Error("there was no data");
  return data;
}
