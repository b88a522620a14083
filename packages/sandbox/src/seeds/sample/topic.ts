import type { TopicName } from "./setup.ts";
import type { TagName, TeamName } from "./staff.ts";

/** What is said in a conversation. Places for words stand in braces. */
export interface Case {
  readonly subject: string;
  /** What the contact begins with. */
  readonly opening: string;
  /** What an admin asks back, and what the contact answers. */
  readonly question: string;
  readonly answer: string;
  /** What the admin tells the others. */
  readonly note: string;
  readonly solution: string;
}

/** What conversations are about, who looks after them, and how they are tagged. */
export interface Topic {
  readonly name: TopicName;
  readonly team: TeamName;
  readonly tag: TagName | undefined;
  readonly cases: readonly Case[];
}

/** A case in the order in which it is talked over. */
type Row = readonly [
  subject: string,
  opening: string,
  question: string,
  answer: string,
  note: string,
  solution: string,
];

/** A topic, told shortly: its cases in the order in which they are talked over. */
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
