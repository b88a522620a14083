import { day, type SampleContext, slugOf } from "./sample-context.ts";

export const teamNames = ["Support", "Billing", "Onboarding"] as const;
export type TeamName = (typeof teamNames)[number];

const tagNames = [
  "Priority customer",
  "Beta tester",
  "Billing",
  "Bug",
  "Churn risk",
  "Feature idea",
  "Hardware",
  "Onboarding",
  "Press",
  "Reseller",
] as const;
export type TagName = (typeof tagNames)[number];

/** The ids of teams, admins and tags, by name. */
export interface Staff {
  readonly teams: Readonly<Record<TeamName, string>>;
  /** The admins of each team. */
  readonly agents: Readonly<Record<TeamName, readonly string[]>>;
  /** All admins who answer customers. */
  readonly everyone: readonly string[];
  readonly tags: Readonly<Record<TagName, string>>;
}

const jobs: readonly (readonly [string, readonly TeamName[]])[] = [
  ["Head of Support", ["Support", "Billing"]],
  ["Support Specialist", ["Support"]],
  ["Support Specialist", ["Support"]],
  ["Technical Support Engineer", ["Support"]],
  ["Billing Specialist", ["Billing"]],
  ["Customer Success Manager", ["Onboarding"]],
  ["Onboarding Coach", ["Onboarding", "Support"]],
];

export function seedStaff(sample: SampleContext): Staff {
  const { seeds, random, firstDay } = sample;
  const teams = idsOf(teamNames, (name) =>
    seeds.team({
      name,
      assignment_limit: name === "Support" ? 20 : null,
      distribution_method: name === "Support" ? "round_robin" : null,
    }),
  );
  const onLeave = seeds.awayStatusReason({ label: "On leave", emoji: "🌴", order: 3 });
  const agents: Record<TeamName, string[]> = { Support: [], Billing: [], Onboarding: [] };
  const everyone = jobs.map(([job_title, names], i) => {
    const [first, last] = [random.faker.person.firstName(), random.faker.person.lastName()];
    const team_ids = names.map((name) => teams[name]);
    const away = i === 2;
    const { id } = seeds.admin({
      name: `${first} ${last}`,
      email: `${slugOf(first)}.${slugOf(last)}@example.com`,
      job_title,
      created_at: firstDay + (i + 1) * 9 * day,
      team_ids,
      primary_team_ids: team_ids.slice(0, 1),
      secondary_team_ids: team_ids.slice(1),
      away_mode_enabled: away,
      away_mode_reassign: away,
      away_status_reason_id: away ? onLeave.id : null,
    });
    for (const name of names) agents[name].push(id);
    return id;
  });
  return { teams, agents, everyone, tags: idsOf(tagNames, (name) => seeds.tag({ name })) };
}

function idsOf<Name extends string>(
  names: readonly Name[],
  seedOne: (name: Name) => { readonly id: string },
): Record<Name, string> {
  const entries = names.map((name) => [name, seedOne(name).id]);
  return Object.fromEntries(entries) as Record<Name, string>;
}
