/** A generated file, its path from the repository's root. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
