import type ts from "typescript";
import type { DescribedOperation } from "../../differences/description.ts";
import type { Declarations } from "./declarations.ts";
import { type Members, membersOf, withoutUndefined } from "./members.ts";
import type { Statements } from "./statements.ts";
import type { TypePairs } from "./type-pairs.ts";

/** What the statements of all operations share. */
export interface Context {
  readonly known: Declarations;
  readonly other: Declarations;
  readonly statements: Statements;
  readonly pairs: TypePairs;
}

/** Writes the statements about an operation and its counterpart in the other description. */
export class OperationProgram {
  readonly #context: Context;
  readonly #known: DescribedOperation;
  readonly #other: DescribedOperation;

  constructor(context: Context, known: DescribedOperation, other: DescribedOperation) {
    this.#context = context;
    this.#known = known;
    this.#other = other;
  }

  write(): void {
    this.#callMethods();
    for (const place of ["query", "header", "cookie"]) this.#giveParameters(place);
    this.#giveBody();
    this.#readAnswers();
    this.#readList();
  }

  /** An operation that lists or gets one has two methods. */
  #callMethods(): void {
    const { known, statements } = this.#context;
    const { route, path, method } = this.#known;
    statements.type(`paths${keys(path, method)}`, route);
    for (const one of known.methods.values()) {
      if (one.route !== route) continue;
      const type = statements.type(`Methods${keys(one.id)}`, route);
      const kind = one.list ? "LazyList" : "Call";
      statements.use("read", kind, `ReturnType<${type}>`, route);
      const path = one.pathParameters.map(({ numeric }, index) => {
        const value = numeric ? "string | number" : "string";
        const place = `${route} path #${index + 1}`;
        statements.use("given", value, `Parameters<${type}>[${index}]`, place);
        return "$given<never>()";
      });
      const body = one.body?.["required"] === true ? ["$given<unknown>()"] : [];
      statements.add(`$given<${type}>()(${[...path, ...body].join(", ")});`, `${route} body`);
    }
  }

  #giveParameters(place: string): void {
    const { known, other, pairs } = this.#context;
    const [type, otherType] = [
      this.#typeOf(known, "parameters", place),
      this.#typeOf(other, "parameters", place),
    ];
    if (!type && !otherType) return;
    const text = otherType ? `NonNullable<${this.#text("parameters", place)}>` : "{}";
    pairs.compareMembers(
      type && givenBy(membersOf(known, withoutUndefined(type))),
      otherType && givenBy(membersOf(other, withoutUndefined(otherType))),
      text,
      `${this.#known.route} ${place}`,
      "given",
      (name) => `${this.#known.route} ${place} ${place === "header" ? name.toLowerCase() : name}`,
    );
  }

  #giveBody(): void {
    const { known, other, statements } = this.#context;
    const place = `${this.#known.route} body`;
    const [content, otherContent] = [known, other].map((types) =>
      this.#mediaOf(types, "requestBody"),
    );
    if (!content?.size) return;
    const text = `NonNullable<${this.#text("requestBody")}>`;
    const all = statements.type(`${text}["content"]`, place);
    for (const [media, type] of content) {
      this.#compare(
        type,
        otherContent?.get(media),
        `${all}${keys(media)}`,
        `${place} ${media}`,
        "given",
      );
    }
  }

  #readAnswers(): void {
    const { known, other, statements } = this.#context;
    const [before, after] = [known, other].map((types) => this.#answersOf(types));
    if (!before || !after) return;
    for (const [status, content] of before) {
      const otherContent = after.get(status);
      const place = `${this.#known.route} ${status}`;
      const text = this.#text("responses", status);
      if (!otherContent) {
        if (isSuccess(status)) statements.type(text, place);
        continue;
      }
      for (const [media, type] of content) {
        const at = `${text}["content"]${keys(media)}`;
        if (!otherContent.has(media) && !isSuccess(status)) continue;
        this.#compare(type, otherContent?.get(media), at, `${place} ${media}`, "read");
      }
    }
    this.#readNewAnswers(before, after);
  }

  /** A further success widens the result of the method. */
  #readNewAnswers(before: Answers, after: Answers): void {
    const { known, other, statements } = this.#context;
    const results = successes(before).map(([status, media, type]) => {
      const counterpart = media === "" ? undefined : after.get(status)?.get(media);
      if (counterpart) return other.render(counterpart);
      return type ? known.render(type) : "undefined";
    });
    for (const [status, media, type] of successes(after)) {
      const isKnown =
        media === "" ? before.get(status)?.size === 0 : before.get(status)?.has(media);
      if (isKnown) continue;
      const place = `${this.#known.route} ${status}${media && ` ${media}`}`;
      const text = type ? other.render(type) : "undefined";
      statements.use("read", results.join(" | ") || "unknown", text, place);
    }
  }

  #readList(): void {
    const { known, other, pairs, statements } = this.#context;
    const [item, otherItem] = [
      known.at("lists", this.#known.route, "item"),
      other.at("lists", this.#other.route, "item"),
    ];
    if (!item || !otherItem) return;
    const place = `${this.#known.route} items`;
    const value = pairs.inOther(item, otherItem, place, "read");
    statements.use("read", value, `lists${keys(this.#other.route, "item")}`, place);
  }

  #compare(
    type: ts.TypeNode,
    otherType: ts.TypeNode | undefined,
    text: string,
    place: string,
    use: "given" | "read",
  ): void {
    const { pairs, statements } = this.#context;
    const whole = statements.type(text, place);
    if (!otherType) return;
    statements.use(use, pairs.inOther(type, otherType, place, use), whole, place);
  }

  #typeOf(types: Declarations, ...path: readonly string[]): ts.TypeNode | undefined {
    const { known } = this.#context;
    const { id = "" } = types === known ? this.#known : this.#other;
    return types.at("operations", id, ...path);
  }

  #text(...path: readonly string[]): string {
    return `operations${keys(this.#other.id ?? "", ...path)}`;
  }

  /** The types of a body by media type. */
  #mediaOf(types: Declarations, ...path: readonly string[]): Content {
    const content = this.#typeOf(types, ...path, "content");
    const fields = content && membersOf(types, content)?.fields;
    return new Map([...(fields ?? [])].map(([media, { type }]) => [media, type]));
  }

  #answersOf(types: Declarations): Answers {
    const responses = this.#typeOf(types, "responses");
    const statuses = [...((responses && membersOf(types, responses)?.fields) ?? [])];
    return new Map(statuses.map(([status]) => [status, this.#mediaOf(types, "responses", status)]));
  }
}

/** The parameters that users give: the client sets the version header. */
function givenBy(members: Members | undefined): Members | undefined {
  const fields = [...(members?.fields ?? [])].filter(([name]) => !/^intercom-version$/i.test(name));
  return members && { ...members, fields: new Map(fields) };
}

type Content = ReadonlyMap<string, ts.TypeNode>;
type Answers = ReadonlyMap<string, Content>;

const isSuccess = (status: string) => status.startsWith("2");

type Success = readonly [status: string, media: string, type: ts.TypeNode | undefined];

/** The bodies of successes; one of no type where there is no body. */
function successes(answers: Answers): Success[] {
  return [...answers].flatMap(([status, content]): Success[] => {
    if (!isSuccess(status)) return [];
    if (content.size === 0) return [[status, "", undefined]];
    return [...content].map(([media, type]) => [status, media, type]);
  });
}

const keys = (...path: readonly string[]) => path.map((key) => `[${JSON.stringify(key)}]`).join("");
