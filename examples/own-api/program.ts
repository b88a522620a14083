// What a user of the packages writes: it calls the sandbox in place of the API.
import { ApiError } from "@pedal/client";
import { createPedal as createOlder } from "@pedal/client/1.4";
import { createPedal } from "@pedal/client/2.0";
import { createSandbox } from "@pedal/sandbox";

const sandbox = createSandbox();
const server = await sandbox.listen();
const options = { token: process.env["PEDAL_TOKEN"] ?? "any", baseUrl: server.url };
const pedal = createPedal(options);
const older = createOlder(options);

for (const number of [1, 2, 3, 4, 5]) {
  await pedal.bicycles.create({
    kind: number === 5 ? "cargo" : "city",
    name: `Bicycle ${number}`,
    price: { amount: 450, currency: "EUR" },
    battery_percent: 20 * number,
  });
}
const changed = await pedal.bicycles.update("1", { battery_percent: 10 });
console.log("changed:", changed.name, changed.battery_percent);

const bicycles = pedal.bicycles.list({ per_page: 2 });
for await (const { items } of bicycles.pages()) {
  console.log("page:", items.map(({ name }) => name).join(", "));
}

for await (const { name } of pedal.bicycles.search({ kind: "cargo" })) console.log("cargo:", name);

const { price } = await older.bicycles.get("1");
console.log("in version 1.4:", price);

const rental = await older.rentals.create({ bicycle_id: "1", rider: "Ada" });
try {
  await pedal.rentals.create({ bicycle_id: "1", rider: "Grace" });
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log("refused:", error.status, error.code, error.requestId?.length);
}
console.log("cancelled:", (await older.rentals.cancel(rental.id)).state);

sandbox.faults.add({ route: "GET /bicycles/{bicycle_id}", fault: { status: 503 }, times: 1 });
console.log("after one retry:", (await pedal.bicycles.get("2")).name);

await pedal.bicycles.delete("1");
console.log("left:", (await pedal.bicycles.list().collect({ limit: 10 })).length);
await server.close();
