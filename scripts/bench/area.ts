/** Something that is measured, of our packages and of other software in the same run. */
export interface Area {
  readonly title: string;
  readonly unit: "ms" | "µs" | "bytes" | "deliveries" | "contacts" | "pages";
  /** Those that are compared. */
  readonly arms: readonly string[];
  /** A file in `programs`, which prints the number of one arm in a process of its own. */
  readonly program: string;
  /** Its arguments after the arm and the server's URL. */
  readonly args?: readonly string[];
  /** Options of Node for the program. */
  readonly nodeOptions?: readonly string[];
  /** An arm whose number is subtracted from those of the others, since all of them have that cost. */
  readonly minus?: string;
  /** An arm by whose number those of the others are divided. */
  readonly over?: string;
  readonly targets?: readonly Target[];
  /** Each round gives the same number, with every Node. */
  readonly isExact?: true;
  /** One process prints the numbers of all arms, as JSON. */
  readonly isWhole?: true;
  /** One round may have to be enough, and of several Nodes only the first is measured. */
  readonly isSlow?: true;
}

/** What the number of an arm, or its ratio, should be at most. */
export interface Target {
  readonly arm: string;
  readonly of: "number" | "ratio";
  readonly atMost: number;
}
