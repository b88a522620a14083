import { expect, test } from "vitest";
import { firstError, type Json, workspace } from "../support/workspace.ts";

test("a connector is set live, and must be a draft to be deleted", async () => {
  const { send, sandbox } = await workspace();
  expect(firstError(await send("POST", "/data_connectors", {})).status).toBe(422);
  const { id } = (await send("POST", "/data_connectors", { name: "Orders" })).body;
  const path = `/data_connectors/${id}`;
  await send("PATCH", path, { state: "live" });
  expect((await send("DELETE", path)).status).toBe(409);
  sandbox.seed.connectorRun({ data_connector_id: id, success: false });
  const failed = await send("GET", `${path}/execution_results?success=false`);
  expect(failed.body.data).toHaveLength(1);
  await send("PATCH", path, { state: "draft" });
  expect((await send("DELETE", path)).status).toBe(200);
});

test("a live connector is unchanged until its draft is set live", async () => {
  const { send, advance } = await workspace();
  const { id } = (await send("POST", "/data_connectors", { name: "Orders" })).body;
  const path = `/data_connectors/${id}`;
  const names = async () => {
    const read = async (query: string) => (await send("GET", path + query)).body;
    const [live, draft] = [await read(""), await read("?state_version=draft")];
    return [live.name, live.state, draft.name, draft.state];
  };
  await send("PATCH", path, { name: "All orders" });
  expect(await names()).toEqual(["All orders", "draft", "All orders", "draft"]);
  expect((await send("PATCH", path, { state: "live" })).body.state).toBe("live");
  advance(60);
  const changed = await send("PATCH", path, { name: "Own orders", http_method: "post" });
  expect(changed.body).toMatchObject({ name: "Own orders", state: "draft" });
  expect(await names()).toEqual(["All orders", "live", "Own orders", "draft"]);
  const published = await send("PATCH", path, { state: "live", description: "Finds orders" });
  expect(published.body).toMatchObject({ name: "Own orders", http_method: "post", state: "live" });
  expect(await names()).toEqual(["Own orders", "live", "Own orders", "draft"]);
  const other = await send("GET", `${path}?state_version=other`);
  expect(firstError(other)).toEqual({ status: 400, code: "parameter_invalid" });
});

test("connectors are listed by their last change", async () => {
  const { send, advance } = await workspace();
  const [one] = [
    (await send("POST", "/data_connectors", { name: "One" })).body,
    (await send("POST", "/data_connectors", { name: "Two" })).body,
  ];
  const names = async () =>
    (await send("GET", "/data_connectors")).body.data.map(({ name }: Json) => name);
  expect(await names()).toEqual(["Two", "One"]);
  advance(60);
  await send("PATCH", `/data_connectors/${one.id}`, { description: "The first" });
  expect(await names()).toEqual(["One", "Two"]);
});
