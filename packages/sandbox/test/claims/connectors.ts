import { expect } from "vitest";
import { ids } from "../support/claim-helpers.ts";
import { type Claims, claim } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

export const connectors: Claims = [
  claim("dataConnectors.create", "as a draft", async ({ request }) => {
    expect(await request("POST /data_connectors", { name: "Orders" })).toMatchObject({
      ...{ state: "draft", direct_fin_usage: false, bypass_authentication: false },
      customer_authentication: false,
    });
  }),
  claim("DataConnectorDetail.headers[].value", "always `****`", async ({ request }) => {
    const headers = [{ name: "Authorization", value: "Bearer secret" }];
    const { id } = await request("POST /data_connectors", { name: "Orders", headers });
    const read = await request(`GET /data_connectors/${id}`);
    expect(read.headers).toEqual([{ name: "Authorization", value: "****" }]);
  }),
  claim("dataConnectors.delete", "refused with 409", async ({ request, send }) => {
    const { id } = await request("POST /data_connectors", { name: "Orders" });
    await request(`PATCH /data_connectors/${id}`, { state: "live" });
    expect((await send(`DELETE /data_connectors/${id}`)).status).toBe(409);
  }),
  claim("dataConnectors.list", "most recently updated first", async ({ request, advance }) => {
    const one = (await request("POST /data_connectors", { name: "One" })).id;
    advance(60);
    const two = (await request("POST /data_connectors", { name: "Two" })).id;
    expect(ids(await request("GET /data_connectors"))).toEqual([two, one]);
  }),
  claim(
    "dataConnectors.executionResults.list",
    "Covers the last hour",
    async ({ seed, request }) => {
      const connector = await request("POST /data_connectors", { name: "Orders" });
      const run = { data_connector_id: connector.id };
      const recent = seed.connectorRun({ ...run, created_at: start - 60 }).id;
      const old = seed.connectorRun({ ...run, created_at: start - 7200 }).id;
      const at = `GET /data_connectors/${connector.id}/execution_results`;
      expect(ids(await request(at))).toEqual([recent]);
      const all = await request(`${at}?start_ts=${start - 86_400}&end_ts=${start}`);
      expect(ids(all).sort()).toEqual([recent, old].sort());
    },
  ),
  claim("customObjectInstances.createOrUpdate", "it is updated", async ({ request }) => {
    const at = "POST /custom_object_instances/Order";
    const made = await request(at, { external_id: "1", custom_attributes: { total: "1" } });
    const again = await request(at, { external_id: "1", custom_attributes: { total: "2" } });
    expect(again).toMatchObject({ id: made.id, custom_attributes: { total: "2" } });
    expect((await request(at, { external_id: "2" })).id).not.toBe(made.id);
  }),
  ...(["contact", "conversation"] as const).map((kind) =>
    claim(
      `customObjectInstances.list?references_${kind}_id`,
      `Only instances that belong to this ${kind}`,
      async (space) => {
        const { seed, request } = space;
        const [own] = [seed.customObject({ type: "Order" }), seed.customObject({ type: "Order" })];
        const custom_attributes = { Order: [own.id] };
        const owner =
          kind === "contact"
            ? seed.contact({ custom_attributes })
            : seed.conversation({ custom_attributes });
        const at = `/custom_object_instances/Order?references_${kind}_id=${owner.id}`;
        expect(ids(await request(`GET ${at}`))).toEqual([own.id]);
      },
    ),
  ),
  ...(["success", "error_type"] as const).map((name) => {
    const says = name === "success" ? "both if left out" : "Only runs that failed in this way";
    return claim(
      `dataConnectors.executionResults.list?${name}`,
      says,
      async ({ seed, request }) => {
        const { id } = await request("POST /data_connectors", { name: "Orders" });
        const run = { data_connector_id: id, created_at: start - 60 };
        const good = seed.connectorRun({ ...run, success: true }).id;
        const failed = { success: false, error_type: "request_configuration_error" };
        const bad = seed.connectorRun({ ...run, ...failed } as Json).id;
        const at = `GET /data_connectors/${id}/execution_results`;
        expect(ids(await request(at)).sort()).toEqual([good, bad].sort());
        const query = name === "success" ? "success=false" : `error_type=${failed.error_type}`;
        expect(ids(await request(`${at}?${query}`))).toEqual([bad]);
      },
    );
  }),
  claim("CreateDataConnectorRequest.data_inputs[].default_value", "empty unless set", async (s) => {
    const data_inputs = [{ name: "order", type: "string", description: "No.", required: true }];
    const made = await s.request("POST /data_connectors", { name: "Orders", data_inputs });
    const read = await s.request(`GET /data_connectors/${made.id}`);
    expect(read.data_inputs).toMatchObject([{ name: "order", default_value: "" }]);
  }),
  ...["Create", "Update"].map((verb) =>
    claim(
      `${verb}DataConnectorRequest.headers[].value`,
      "It cannot be read back later",
      async ({ request }) => {
        const headers = [{ name: "Authorization", value: "Bearer secret" }];
        const first = verb === "Create" ? { headers } : {};
        const { id } = await request("POST /data_connectors", { name: "Orders", ...first });
        if (verb === "Update") await request(`PATCH /data_connectors/${id}`, { headers });
        expect(JSON.stringify(await request(`GET /data_connectors/${id}`))).not.toContain("secret");
      },
    ),
  ),
  claim("UpdateDataConnectorRequest", "what is left out stays as it is", async ({ request }) => {
    const made = { name: "Orders", description: "All of them" };
    const { id } = await request("POST /data_connectors", made);
    await request(`PATCH /data_connectors/${id}`, { name: "Sales" });
    expect(await request(`GET /data_connectors/${id}`)).toMatchObject({ ...made, name: "Sales" });
  }),
];
