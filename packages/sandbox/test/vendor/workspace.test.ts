import { describe, expect, test } from "vitest";
import { start } from "../support/workspace.ts";
import { testThatAllWasCalled, vendorWorkspace } from "./support.ts";

describe("the vendor's admins and teams", () => {
  test("return the current admin, and set admins away", async () => {
    const { client, sandbox } = await vendorWorkspace();
    const alan = sandbox.seed.admin({ name: "Alan Turing" });
    const me = await client.admins.identify();
    expect(me).toMatchObject({ type: "admin", name: "Grace Hopper", app: { type: "app" } });
    const { admins } = await client.admins.list();
    expect(admins?.map((admin) => admin?.name)).toEqual(["Grace Hopper", "Alan Turing"]);
    // Ids of admins are strings in responses and numbers in requests.
    const admin_id = Number(alan.id);
    // Typed as an array, it comes as a list like all the others.
    const reasons: unknown = await client.awayStatusReasons.listAwayStatusReasons();
    const [reason] = (reasons as { data: { id: string; label: string }[] }).data;
    expect(reason).toMatchObject({ label: "On a break" });
    const away = await client.admins.away({
      admin_id,
      away_mode_enabled: true,
      away_mode_reassign: true,
      away_status_reason_id: Number(reason?.id),
    });
    expect(away).toMatchObject({ away_mode_enabled: true, away_mode_reassign: true });
    expect(await client.admins.find({ admin_id })).toMatchObject({ away_mode_enabled: true });
    const back = { admin_id, away_mode_enabled: false, away_mode_reassign: false };
    expect(await client.admins.away(back)).toMatchObject({ away_mode_enabled: false });
    const missing = client.admins.find({ admin_id: 404 });
    await expect(missing).rejects.toMatchObject({ statusCode: 404 });
  });

  test("are recorded in the activity log", async () => {
    const { client } = await vendorWorkspace();
    const admin_id = Number((await client.admins.identify())?.id);
    await client.admins.away({ admin_id, away_mode_enabled: true, away_mode_reassign: false });
    const { activity_logs } = await client.admins.listAllActivityLogs({
      created_at_after: String(start - 60),
      created_at_before: String(start + 60),
    });
    expect(activity_logs).toMatchObject([
      { activity_type: "admin_away_mode_change", performed_by: { id: String(admin_id) } },
    ]);
    const later = { created_at_after: String(start + 60) };
    expect((await client.admins.listAllActivityLogs(later)).activity_logs).toEqual([]);
  });

  test("in Unstable do the same under longer names", async () => {
    const { unstable, sandbox } = await vendorWorkspace();
    const id = Number(sandbox.seed.admin({ name: "Alan Turing" }).id);
    expect(await unstable.admins.identifyAdmin()).toMatchObject({ name: "Grace Hopper" });
    expect((await unstable.admins.listAdmins()).admins).toHaveLength(2);
    expect(await unstable.admins.retrieveAdmin({ id })).toMatchObject({ name: "Alan Turing" });
    const reasons: unknown = await unstable.awayStatusReasons.listAwayStatusReasons();
    const [reason] = (reasons as { data: { id: string }[] }).data;
    const away = await unstable.admins.setAwayAdmin({
      id,
      away_mode_enabled: true,
      away_mode_reassign: false,
      away_status_reason_id: Number(reason?.id),
    });
    expect(away).toMatchObject({ away_mode_enabled: true });
    const logs = await unstable.admins.listActivityLogs({ created_at_after: String(start - 60) });
    expect(logs.activity_logs).toMatchObject([{ activity_type: "admin_away_mode_change" }]);
  });

  test("belong to teams, which the API cannot create", async () => {
    const { client, unstable, sandbox } = await vendorWorkspace();
    const team = sandbox.seed.team({ name: "Support" });
    const admin = sandbox.seed.admin({ name: "Alan Turing", team_ids: [team.id] });
    expect((await client.teams.list()).teams).toMatchObject([{ id: team.id, name: "Support" }]);
    const found = await client.teams.find({ team_id: team.id });
    expect(found).toMatchObject({ name: "Support", admin_ids: [Number(admin.id)] });
    expect((await unstable.teams.listTeams()).teams).toMatchObject([{ id: team.id }]);
    expect(await unstable.teams.retrieveTeam({ id: team.id })).toMatchObject({ name: "Support" });
    const none = client.teams.find({ team_id: "404" });
    await expect(none).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe("the vendor's settings of a workspace", () => {
  test("set the IP allowlist", async () => {
    const { client } = await vendorWorkspace();
    expect(await client.ipAllowlist.getIpAllowlist()).toMatchObject({ enabled: false });
    const allowed = { enabled: true, ip_allowlist: ["192.168.1.0/24"] };
    expect(await client.ipAllowlist.updateIpAllowlist(allowed)).toMatchObject(allowed);
    expect(await client.ipAllowlist.getIpAllowlist()).toMatchObject(allowed);
  });

  test("show brands, addresses, macros and workflows in Unstable only", async () => {
    const { client, unstable, sandbox } = await vendorWorkspace();
    const { data: brands } = await unstable.brands.listBrands();
    const brand = brands?.[0];
    expect(brand).toMatchObject({ is_default: true });
    const id = brand?.id ?? "";
    expect(await unstable.brands.retrieveBrand({ id })).toMatchObject({ name: brand?.name });
    // By default, the client sends version 2.14 here too, which has no brands.
    const untold = client.unstable.brands.listBrands();
    await expect(untold).rejects.toMatchObject({ statusCode: 400 });

    const [email] = (await unstable.emails.listEmails()).data ?? [];
    expect(email).toMatchObject({ email: "support@example.com" });
    const address = await unstable.emails.retrieveEmail({ id: email?.id ?? "" });
    expect(address).toMatchObject({ email: "support@example.com" });

    const macro = sandbox.seed.macro({ name: "Greeting" });
    const { data: macros } = await unstable.macros.listMacros({ per_page: 5 });
    expect(macros).toMatchObject([{ id: macro.id, name: "Greeting" }]);
    const found = await unstable.macros.getMacro({ id: macro.id });
    expect(found).toMatchObject({ name: "Greeting" });

    const workflow = sandbox.seed.workflow({ title: "Triage" });
    const exported = await unstable.workflows.exportWorkflow({ id: workflow.id });
    expect(exported).toMatchObject({ workflow: { id: workflow.id, title: "Triage" } });
  });
});

testThatAllWasCalled("workspace");
