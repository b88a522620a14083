/** What the compiler has to accept, and to refuse, of a program of each version. */
export const types = `
import { createPedal as createOlder, type Bicycle as Older } from "@pedal/client/1.4";
import { createPedal, type Bicycle, type Price } from "@pedal/client/2.0";
import { createClient } from "@pedal/core/2.0";

const pedal = createPedal({ token: "any" });
const older = createOlder({ token: "any", region: "eu" });
const price: Price = { amount: 450, currency: "EUR" };
const battery: (bicycle: Bicycle) => number | null | undefined = (one) => one.battery_percent;
const text: (bicycle: Older) => string = (one) => one.price;

export const calls = [
  () => pedal.bicycles.create({ kind: "city", price }),
  () => older.bicycles.create({ kind: "city", price: "4.50" }),
  () => older.rentals.cancel("1"),
  () => pedal.bicycles.list({ kind: "cargo" }).collect({ limit: 1 }),
  () => createClient({ token: "any" }).GET("/rentals/{rental_id}", { params: { path: { rental_id: "1" } } }),
  // @ts-expect-error a text was the price in 1.4 only
  () => pedal.bicycles.create({ kind: "city", price: "4.50" }),
  // @ts-expect-error an object is the price from 2.0 on
  () => older.bicycles.create({ kind: "city", price }),
  // @ts-expect-error 2.0 has no such operation
  () => pedal.rentals.cancel("1"),
  // @ts-expect-error 1.4 has no such field
  () => older.bicycles.update("1", { battery_percent: 10 }),
  // @ts-expect-error there is no such kind
  () => pedal.bicycles.list({ kind: "racing" }),
  // @ts-expect-error the bicycle is missing
  () => pedal.rentals.create({ rider: "Ada" }),
  // @ts-expect-error there is no such region
  () => createPedal({ token: "any", region: "us" }),
  // @ts-expect-error there is no such path
  () => createClient({ token: "any" }).GET("/contacts"),
];
export const fields = [battery, text];
`;

/** A program that prints what the client and the sandbox do in cases that the example does not show. */
export const behaviour = `
import { ApiError, ConfigError, RateLimitError } from "@pedal/client";
import { createPedal as createOlder } from "@pedal/client/1.4";
import { createPedal } from "@pedal/client/2.0";
import { createClient } from "@pedal/core/2.0";
import { createSandbox } from "@pedal/sandbox";

const sandbox = createSandbox({ token: "right" });
const server = await sandbox.listen();
const at = (token: string) => ({ token, baseUrl: server.url });
const pedal = createPedal(at("right"));
const failure = async (call: () => PromiseLike<unknown>) => {
  try {
    await call();
    return "none";
  } catch (error) {
    if (error instanceof RateLimitError) return ["RateLimitError", error.status, error.code];
    if (error instanceof ApiError) return ["ApiError", error.status, error.code, error.errors[0]?.field];
    return [error instanceof ConfigError ? "ConfigError" : "Error", String((error as Error).message)];
  }
};
const fetched = async (path: string, headers: Record<string, string>, method = "GET") => {
  const response = await fetch(server.url + path, { method, headers: { Authorization: "Bearer right", ...headers } });
  const { error } = (await response.json()) as { error?: { code?: string } };
  return [response.status, error?.code, response.headers.get("Pedal-Version")];
};

await pedal.bicycles.create({ kind: "city", price: { amount: 1250, currency: "EUR" }, battery_percent: 5 });
const older = createOlder(at("right"));
for (const rider of ["Ada", "Grace", "Mary"]) {
  const { id } = await pedal.rentals.create({ bicycle_id: "1", rider });
  await pedal.rentals.end(id);
}
const riders = [];
for await (const { rider } of pedal.rentals.list({ per_page: 1, bicycle_id: "1" })) riders.push(rider);
const low = await createClient(at("right")).GET("/bicycles/{bicycle_id}", { params: { path: { bicycle_id: "9" } } });
const limited = createSandbox({ perMinute: 6 });
const slow = createPedal({ token: "any", fetch: limited.fetch, retry: false, rateLimit: false });
await slow.bicycles.list().collect({ limit: 1 });
console.log(JSON.stringify({
  older: Object.keys(await older.bicycles.get("1")).sort(),
  newer: Object.keys(await pedal.bicycles.get("1")).sort(),
  riders,
  token: await failure(() => createPedal(at("wrong")).bicycles.get("1")),
  missing: await failure(() => pedal.bicycles.get("9")),
  kind: await failure(() => pedal.bicycles.create({ kind: "racing", price: { amount: 1, currency: "EUR" } } as never)),
  low: low.error,
  limited: await failure(() => slow.bicycles.get("1")),
  region: await failure(async () => createPedal({ token: "any", region: "us" as never })),
  removed: await fetched("/rentals/1/cancel", { "Pedal-Version": "2.0" }, "POST"),
  version: await fetched("/bicycles", { "Pedal-Version": "3.0" }),
  latest: await fetched("/bicycles", {}),
  header: await failure(() => pedal.bicycles.get("1", { headers: { "Pedal-Version": "1.4" } })),
}));
await server.close();
`;
