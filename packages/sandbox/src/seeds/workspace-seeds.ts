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
import { workspaceId } from "../resources/workspace/workspace.ts";
import { type Seeded, Seeder } from "./seeder.ts";

/** Puts there what a workspace is set up with in Intercom's own pages. */
export class WorkspaceSeeds extends Seeder {
  /** A team. Its members are the admins that have it among their `team_ids`. */
  team(given: Partial<Omit<Team, "id">> = {}): Seeded {
    const team = { name: "Support", assignment_limit: null, distribution_method: null };
    return this.add(teams, { ...team, ...given });
  }

  /** A reason that teammates can give for being away. */
  awayStatusReason(given: Partial<Omit<AwayStatusReason, "id">> = {}): Seeded {
    return this.add(awayStatusReasons, { ...blankReason(this.now()), ...given });
  }

  /** A brand of the workspace. */
  brand(given: Partial<Omit<Brand, "id">> = {}): Seeded {
    const blank = blankBrand(this.now());
    if (!given.is_default) return this.add(brands, { ...blank, ...given });
    // The default brand is the workspace itself.
    return this.store.collection(brands).insert({ ...blank, ...given, id: workspaceId });
  }

  /** An address that the workspace sends from. */
  emailAddress(given: Partial<Omit<EmailSetting, "id">> = {}): Seeded {
    const email = given.email ?? "support@example.com";
    return this.add(emails, { ...blankEmail(this.now(), email), ...given });
  }

  /** Work in the background that has ended, as an enqueued ticket leaves behind. */
  job(given: Partial<Omit<Job, "id">> = {}): Seeded {
    return this.add(jobs, { ...blankJob, ...given });
  }

  /** Someone who looks at a website, and can be converted into a contact. */
  visitor(given: Partial<Omit<Visitor, "id">> = {}): Seeded {
    const id = this.store.nextId(visitors);
    const visitor = { ...blankVisitor(id, this.now()), ...given, id };
    return this.store.collection(visitors).insert(visitor);
  }

  /** A banner, for all contacts or for those in `contact_ids`. */
  banner(given: Partial<Omit<Banner, "id">> = {}): Seeded {
    return this.add(banners, { ...blankBanner(this.now()), ...given });
  }

  /** A workflow. */
  workflow(given: Partial<Omit<Workflow, "id">> = {}): Seeded {
    return this.add(workflows, { ...blankWorkflow(this.now()), ...given });
  }

  /** A step of a procedure of Fin's that waits for a human. */
  procedureStep(given: Partial<Omit<ProcedureStep, "id">> = {}): Seeded {
    return this.add(procedureSteps, { ...blankStep, ...given });
  }

  /** A shop to upload catalogues for. */
  ecommerceConnector(given: Partial<Omit<EcommerceConnector, "id">> = {}): Seeded {
    return this.add(ecommerceConnectors, { name: "Shop", products: [], ...given });
  }

  /** A WhatsApp message of a broadcast, by its `ruleset_id`. */
  messageStatus(given: Partial<Omit<MessageStatus, "id">> = {}): Seeded {
    const id = this.store.nextId(messageStatuses);
    const status = { ...blankStatus(id, this.now()), ...given, id };
    return this.store.collection(messageStatuses).insert(status);
  }

  /** A macro: a saved reply. */
  macro(given: Partial<Omit<Macro, "id">> = {}): Seeded {
    return this.add(macros, { ...blankMacro(this.now()), ...given });
  }

  /** Contacts that content can be meant for. */
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

  /** When the workspace is open: from nine to five on weekdays, unless something else is given. */
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

  /** A day on which the office hours are others: closed, unless something else is given. */
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

  /** That an admin did something to the workspace. */
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
