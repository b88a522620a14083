/** Where a node of the description stands in its source file. */
export interface Position {
  readonly file: string;
  readonly line: number;
  /** The start and the end of the scalar of a mapping's range of versions. */
  readonly range?: readonly [start: number, end: number];
}

/** One mistake of an author: where, what, and what to write instead. */
export interface Problem {
  readonly position: Position | undefined;
  readonly mistake: string;
  readonly fix: string;
}

/** Thrown when the description cannot be bundled. Its message has a line for each problem. */
export class DescriptionError extends Error {
  override readonly name = "DescriptionError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

function formatProblem({ position, mistake, fix }: Problem): string {
  const place = position ? `${position.file}:${position.line}` : "openapi";
  return `${place}: ${mistake}; ${fix}`;
}
