import type { TopicName } from "./setup.ts";
import type { TagName, TeamName } from "./staff.ts";

/** The texts of a conversation, with placeholders in braces. */
export interface Case {
  readonly subject: string;
  /** The first message of the contact. */
  readonly opening: string;
  /** The question of an admin, and the answer of the contact. */
  readonly question: string;
  readonly answer: string;
  /** The note of the admin for other teammates. */
  readonly note: string;
  readonly solution: string;
}

/** A topic of conversations, with its team and tag. */
export interface Topic {
  readonly name: TopicName;
  readonly team: TeamName;
  readonly tag: TagName | undefined;
  readonly cases: readonly Case[];
}

/** The texts of a case in the order of the conversation. */
type Row = readonly [
  subject: string,
  opening: string,
  question: string,
  answer: string,
  note: string,
  solution: string,
];

/** Creates a topic from rows of texts. */
export function topic(
  name: TopicName,
  team: TeamName,
  tag: TagName | undefined,
  rows: readonly Row[],
): Topic {
  const cases = rows.map(([subject, opening, question, answer, note, solution]) => {
    return { subject, opening, question, answer, note, solution };
  });
  return { name, team, tag, cases };
}
