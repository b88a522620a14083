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
  },
  queries: {
    "admins.activityLogs.list": () => "created_at_after=1",
  },
  ranks: {
    "officeHoursSchedules.delete": 5,
  },
  prepare: ({ sandbox: { seed } }) => ({
    admin_id: "1",
    team_id: seed.team().id,
    "jobs.job_id": seed.job().id,
    macro_id: seed.macro().id,
    brand_id: "1",
    email_id: "1",
    audience_id: "1",
    secret_id: "1",
    office_hours_schedule_id: "1",
    exception_id: "1",
  }),
};
