import { expect, test } from "vitest";
import { firstError, workspace } from "../support/workspace.ts";

test("a connector goes live, and is a draft again before it is deleted", async () => {
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
