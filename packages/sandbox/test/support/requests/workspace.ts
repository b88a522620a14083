import { start } from "../workspace.ts";
import type { Group } from "./group.ts";

const officeHours = [{ start_minute: 540, end_minute: 1020 }];

/** Admins, teams, attributes, events, tags and whatever else a workspace is set up with. */
export const workspaceGroup: Group = {
  bodies: {
    "admins.setAway": () => ({ away_mode_enabled: true, away_mode_reassign: true }),
    "admins.activityLogs.search": () => ({ created_at_after: 1 }),
    "teams.update": () => ({ admin_ids: [1], admin_priority_level: { primary_admin_ids: [1] } }),
    "audiences.create": () => ({ name: "Pro" }),
    "audiences.update": () => ({ name: "Everyone on Pro" }),
    "ipAllowlist.update": () => ({ enabled: true, ip_allowlist: ["198.51.100.0/24"] }),
    "identityVerificationSecrets.create": () => ({ name: "Web", supports_web: true }),
    "officeHoursSchedules.create": () => ({
      name: "London",
      time_zone_name: "Europe/London",
      time_intervals: officeHours,
    }),
    "officeHoursSchedules.update": () => ({ name: "Dublin" }),
    "officeHoursSchedules.exceptions.create": () => ({
      exception_date: "2026-05-04",
      exception_type: "custom_hours",
      time_intervals: officeHours,
    }),
    "officeHoursSchedules.exceptions.update": () => ({ exception_type: "closed" }),
    "tags.create": (cast) => ({
      name: "Beta",
      companies: [{ company_id: "engines" }],
      users: [{ id: cast["contact_id"] }],
    }),
    "dataAttributes.create": () => ({
      name: "plan",
      model: "contact",
      data_type: "string",
      options: [{ value: "pro" }, { value: "team" }],
    }),
    "dataAttributes.update": () => ({ description: "What they pay for" }),
    "dataEvents.create": (cast) => ({ event_name: "a", created_at: start, id: cast["contact_id"] }),
    "dataEvents.summaries.create": () => ({
      user_id: "user-1",
      event_summaries: { event_name: "a", count: 2, first: start - 9, last: start - 5 },
    }),
    "visitors.update": () => ({ user_id: "visitor", name: "Ida" }),
    "visitors.convert": () => ({
      type: "user",
      user: { user_id: "user-2" },
      visitor: { user_id: "visitor" },
    }),
    "messages.create": (cast) => ({
      message_type: "email",
      subject: "News",
      body: "<p>Hello</p>",
      template: "plain",
      from: { type: "admin", id: 1 },
      to: { type: "user", id: cast["contact_id"] },
      create_conversation_without_contact_reply: true,
    }),
    "phoneCallRedirects.create": () => ({ phone: "+353851234567" }),
    "ecommerceConnectors.uploadCatalog": () => {
      const form = new FormData();
      const products = [{ id: "1", title: "Engine", url: "https://shop.test/1" }];
      form.set("catalog", new Blob([JSON.stringify(products)]), "catalog.json");
      return form;
    },
    "procedures.collectAgentInput": () => ({
      step_id: "approve",
      attribute_values: [{ identifier: "approved", value: true }],
    }),
    "customObjectInstances.createOrUpdate": () => ({ external_id: "1", custom_attributes: {} }),
  },
  queries: {
    "admins.activityLogs.list": () => "created_at_after=1",
    "dataEvents.list": () => "type=user&user_id=user-1",
    "visitors.get": () => "user_id=visitor",
    "messages.statuses.list": () => "ruleset_id=7",
    "messages.whatsappStatus.get": () => "message_id=wamid.1",
    "customObjectInstances.findByExternalId": () => "external_id=1",
    "customObjectInstances.deleteByExternalId": () => "external_id=2",
  },
  ranks: {
    "officeHoursSchedules.delete": 5,
    "customObjectInstances.createOrUpdate": 0,
    "visitors.convert": 2,
    "contacts.banners.dismiss": 2,
  },
  prepare: async ({ sandbox: { seed }, send }) => {
    const segments = await send("GET", "/segments");
    // Versions without custom objects do not find the path, which is as well.
    await send("POST", "/custom_object_instances/Order", { external_id: "2" });
    seed.visitor({ user_id: "visitor" });
    seed.messageStatus({ message_id: "wamid.1", ruleset_id: "7" });
    seed.banner();
    seed.procedureStep({ conversation_id: "procedure", attributes_to_collect: ["approved"] });
    return {
      view_id: "1",
      connector_id: seed.ecommerceConnector().id,
      workflow_id: seed.workflow().id,
      "procedures.conversation_id": "procedure",
      admin_id: "1",
      team_id: seed.team().id,
      segment_id: segments.body.segments[0].id,
      "jobs.job_id": seed.job().id,
      macro_id: seed.macro().id,
      brand_id: "1",
      email_id: "1",
      audience_id: "1",
      secret_id: "1",
      office_hours_schedule_id: "1",
      exception_id: "1",
      data_attribute_id: "1",
      note_id: "1",
      custom_object_type_identifier: "Order",
      custom_object_instance_id: "2",
    };
  },
};
