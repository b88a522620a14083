import { blankVisitor, type Visitor, visitors } from "../resources/contacts/visitors.ts";
import {
  type EcommerceConnector,
  ecommerceConnectors,
} from "../resources/data/ecommerce-connectors.ts";
import { blankStep, type ProcedureStep, procedureSteps } from "../resources/fin/procedures.ts";
import { blankJob, type Job, jobs } from "../resources/jobs/jobs.ts";
import { type Banner, banners, blankBanner } from "../resources/outbound/banners.ts";
import { blankEmail, type EmailSetting, emails } from "../resources/outbound/emails.ts";
import {
  blankStatus,
  type MessageStatus,
  messageStatuses,
} from "../resources/outbound/message-statuses.ts";
import { blankWorkflow, type Workflow, workflows } from "../resources/outbound/workflows.ts";
import { type ActivityLog, activityLogs } from "../resources/workspace/activity-logs.ts";
import { type Audience, audiences } from "../resources/workspace/audiences.ts";
import {
  type AwayStatusReason,
  awayStatusReasons,
  blankReason,
} from "../resources/workspace/away-status-reasons.ts";
import { type Brand, blankBrand, brands } from "../resources/workspace/brands.ts";
import { blankMacro, type Macro, macros } from "../resources/workspace/macros.ts";
import {
  type Exception,
  exceptions,
  type Schedule,
  schedules,
} from "../resources/workspace/office-hours.ts";
import { type Team, teams } from "../resources/workspace/teams.ts";
import { type Seeded, Seeder } from "./seeder.ts";

/** Seeds records that teammates set up in Intercom's pages. */
export class WorkspaceSeeds extends Seeder {
  /** Adds a team. Its members are the admins with its id in their `team_ids`. */
  team(given: Partial<Omit<Team, "id">> = {}): Seeded {
    const team = { name: "Support", assignment_limit: null, distribution_method: null };
    return this.add(teams, { ...team, ...given });
  }

  /** Adds a reason for being away. */
  awayStatusReason(given: Partial<Omit<AwayStatusReason, "id">> = {}): Seeded {
    return this.add(awayStatusReasons, { ...blankReason(this.now()), ...given });
  }

  /** Adds a brand of the workspace. */
  brand(given: Partial<Omit<Brand, "id">> = {}): Seeded {
    const blank = blankBrand(this.now());
    if (!given.is_default) return this.add(brands, { ...blank, ...given });
    // The default brand is the workspace itself.
    return this.store
      .collection(brands)
      .insert({ ...blank, ...given, id: this.store.workspace.id });
  }

  /** Adds an address that the workspace sends email from. */
  emailAddress(given: Partial<Omit<EmailSetting, "id">> = {}): Seeded {
    const email = given.email ?? "support@example.com";
    return this.add(emails, { ...blankEmail(this.now(), email), ...given });
  }

  /** Adds a completed background job, such as that of an enqueued ticket. */
  job(given: Partial<Omit<Job, "id">> = {}): Seeded {
    return this.add(jobs, { ...blankJob, ...given });
  }

  /** Adds a visitor of a website, who can be converted into a contact. */
  visitor(given: Partial<Omit<Visitor, "id">> = {}): Seeded {
    const id = this.store.nextId(visitors);
    const visitor = { ...blankVisitor(id, this.now()), ...given, id };
    return this.store.collection(visitors).insert(visitor);
  }

  /** Adds a banner, for all contacts or for those in `contact_ids`. */
  banner(given: Partial<Omit<Banner, "id">> = {}): Seeded {
    return this.add(banners, { ...blankBanner(this.now()), ...given });
  }

  /** Adds a workflow. */
  workflow(given: Partial<Omit<Workflow, "id">> = {}): Seeded {
    return this.add(workflows, { ...blankWorkflow(this.now()), ...given });
  }

  /** Adds a step of a Fin procedure that waits for a teammate. */
  procedureStep(given: Partial<Omit<ProcedureStep, "id">> = {}): Seeded {
    return this.add(procedureSteps, { ...blankStep, ...given });
  }

  /** Adds an ecommerce connector, which catalogues can be uploaded to. */
  ecommerceConnector(given: Partial<Omit<EcommerceConnector, "id">> = {}): Seeded {
    return this.add(ecommerceConnectors, { name: "Shop", products: [], ...given });
  }

  /** Adds the status of a WhatsApp message of a broadcast, by its `ruleset_id`. */
  messageStatus(given: Partial<Omit<MessageStatus, "id">> = {}): Seeded {
    const id = this.store.nextId(messageStatuses);
    const status = { ...blankStatus(id, this.now()), ...given, id };
    return this.store.collection(messageStatuses).insert(status);
  }

  /** Adds a macro: a saved reply. */
  macro(given: Partial<Omit<Macro, "id">> = {}): Seeded {
    return this.add(macros, { ...blankMacro(this.now()), ...given });
  }

  /** Adds an audience for content. */
  audience(given: Partial<Omit<Audience, "id">> = {}): Seeded {
    const now = this.now();
    return this.add(audiences, {
      name: "Everyone",
      predicates: [],
      role_predicates: [],
      created_at: now,
      updated_at: now,
      ...given,
    });
  }

  /** Adds office hours: from nine to five on weekdays, unless other values are given. */
  officeHours(given: Partial<Omit<Schedule, "id">> = {}): Seeded {
    const now = this.now();
    const weekdays = [0, 1, 2, 3, 4].map((day) => ({
      start_minute: day * 1440 + 540,
      end_minute: day * 1440 + 1020,
      day_of_week: day,
    }));
    return this.add(schedules, {
      name: "Office hours",
      time_zone_name: "Etc/UTC",
      time_intervals: weekdays,
      twenty_four_seven: false,
      created_at: now,
      updated_at: now,
      ...given,
    });
  }

  /** Adds a day with other office hours: closed, unless other values are given. */
  officeHoursException(
    given: Partial<Omit<Exception, "id">> & { readonly exception_date?: string } = {},
  ): Seeded {
    const now = this.now();
    const exception = {
      office_hours_schedule_id: "1",
      exception_date: new Date(now * 1000).toISOString().slice(0, 10),
      exception_type: "closed",
      time_intervals: null,
      created_at: now,
      updated_at: now,
      ...given,
    } as const;
    return this.add(exceptions, exception);
  }

  /** Adds an activity of an admin. */
  activityLog(given: Partial<Omit<ActivityLog, "id">> = {}): Seeded {
    return this.add(activityLogs, {
      activity_type: "office_hours_change",
      activity_description: "The office hours were changed.",
      metadata: {},
      performed_by: { type: "admin", id: "1", email: "grace@example.com", ip: "127.0.0.1" },
      created_at: this.now(),
      ...given,
    });
  }
}
