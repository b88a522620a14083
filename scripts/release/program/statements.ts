/** Who sends a value: users give it in a request, or read it in an answer. */
export type Use = "given" | "read";

/** The lines of a program, and the place in the description that each one is about. */
export class Statements {
  readonly #lines: string[] = [];
  readonly #places = new Map<number, string>();
  #names = 0;

  get text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  /** The place that a line is about, by the compiler's number of the line. */
  placeOf(line: number): string | undefined {
    return this.#places.get(line);
  }

  add(text: string, place?: string): void {
    this.#lines.push(text);
    if (place !== undefined) this.#places.set(this.#lines.length, place);
  }

  /** Names a type of the other description. A line that fails here does not fail again below. */
  type(text: string, place?: string): string {
    this.#names += 1;
    const name = `$${this.#names}`;
    this.add(`type ${name} = ${text};`, place);
    return name;
  }

  /** Reads a value of the other description's type as the known type, or gives one of the known. */
  use(use: Use, known: string, other: string, place: string): void {
    const [target, source] = use === "read" ? [known, other] : [other, known];
    this.#names += 1;
    this.add(`const $${this.#names}: ${target} = $given<${source}>();`, place);
  }

  /** Leaves a field out. */
  omit(type: string, field: string, place: string): void {
    this.#names += 1;
    this.add(`const $${this.#names}: Pick<${type}, ${JSON.stringify(field)}> = {};`, place);
  }
}
