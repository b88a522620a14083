import { day, type SampleContext } from "./sample-context.ts";
import type { Staff } from "./staff.ts";

export const plans = ["Free", "Team", "Business", "Enterprise"] as const;
export type Plan = (typeof plans)[number];

export const topicNames = [
  "Billing",
  "Login",
  "Reports",
  "Imports",
  "Orders",
  "Integrations",
  "Ideas",
  "Seats",
] as const;
export type TopicName = (typeof topicNames)[number];

/** Seeds the custom attributes of contacts, companies and conversations. */
export function seedAttributes({ seeds, firstDay }: SampleContext): void {
  const times = { created_at: firstDay + day, updated_at: firstDay + day };
  const define = (
    model: "contact" | "company",
    name: string,
    data_type: string,
    description: string,
    options: readonly string[] = [],
  ) => seeds.dataAttribute({ ...times, model, name, data_type, description, options });
  define("contact", "plan", "string", "The plan of the account", plans);
  define("contact", "job_title", "string", "What they do");
  define("contact", "invited_people", "integer", "How many colleagues they have invited");
  define("contact", "lifetime_value", "float", "What they have paid so far, in dollars");
  define("contact", "onboarded", "boolean", "Whether they went through the first steps");
  define("contact", "trial_ends_at", "date", "When the trial ends or ended");
  define("company", "account_tier", "string", "How we look after them", ["Standard", "Key"]);
  define("company", "renewal_at", "date", "When the contract is renewed");
  define("company", "uses_sso", "boolean", "Whether they sign in through their own directory");
  seeds.conversationAttribute({
    ...times,
    name: "Topic",
    description: "What it is about",
    labels: topicNames,
  });
  seeds.conversationAttribute({
    ...times,
    name: "Escalated",
    description: "Whether engineers were asked",
    data_type: "boolean",
  });
}

/** Seeds segments, audiences, macros, office hours and messages. */
export function seedSettings(sample: SampleContext, staff: Staff): void {
  const { seeds, firstDay } = sample;
  const times = { created_at: firstDay + 2 * day, updated_at: firstDay + 2 * day };
  const is = (field: string, operator: string, value: unknown) => ({ field, operator, value });
  seeds.segment({
    ...times,
    name: "Paying users",
    query: is("custom_attributes.plan", "IN", plans.slice(1)),
  });
  seeds.segment({
    ...times,
    name: "Not to be emailed",
    query: is("unsubscribed_from_emails", "=", true),
  });
  seeds.segment({
    ...times,
    name: "Key accounts",
    person_type: "company",
    query: is("custom_attributes.account_tier", "=", "Key"),
  });
  for (const name of ["Paying customers", "Trials", "Beta testers"]) {
    seeds.audience({ ...times, name });
  }
  seeds.subscriptionType({
    name: "Product updates",
    description: "What is new, whenever something is",
    consent_type: "opt_out",
  });
  const macros = {
    "Ask for a screenshot": "Could you send us a screenshot of what you see?",
    "Invoice sent": "We have just sent the invoice to your billing address.",
    "Order on its way": "Your order has left our warehouse and should be with you in three days.",
    "Reset the password": "You can choose a new password on the sign-in page.",
    "Thank for an idea": "Thank you, we have passed this on to the team that builds it.",
  };
  for (const [name, text] of Object.entries(macros)) {
    const body_text = `Hello {{user.first_name|fallback:"there"}}, ${text}`;
    const own = name === "Invoice sent" ? [staff.teams.Billing] : [];
    seeds.macro({
      ...times,
      name,
      body_text,
      visible_to: own.length > 0 ? "specific_teams" : "everyone",
      visible_to_team_ids: own,
    });
  }
  seeds.officeHours({ ...times, name: "Support hours", time_zone_name: "Europe/Dublin" });
  const holiday = {
    ...times,
    exception_date: `${new Date(sample.now * 1000).getUTCFullYear()}-12-25`,
  };
  seeds.officeHoursException(holiday);
  seeds.activityLog({ created_at: firstDay + 2 * day });
  seeds.activityLog({
    activity_type: "app_team_membership_modification",
    activity_description: "The members of Support were changed.",
    created_at: firstDay + 60 * day,
  });
  seeds.activityLog({
    activity_type: "admin_away_mode_change",
    activity_description: "Somebody went on leave.",
    created_at: sample.now - 3 * day,
  });
  seeds.banner({ created_at: sample.now - 5 * day });
  seeds.workflow({ ...times, title: "Sort new conversations by topic" });
  seeds.procedure();
  seeds.procedure({ name: "Refund an order", description: "Checks an order and refunds it" });
}
