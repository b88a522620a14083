import type { Json } from "../common/json.ts";
import type { FieldChange, PlannedChange, SyncPlan } from "./plan.ts";
import { numberText, visible } from "./visible.ts";

const usualChanges = 40;
const widest = 48;
/** A longer value is shown as a number of lines. */
const longest = 120;

type PlanData = Omit<SyncPlan, "toString">;

/** A plan with its text. */
export class Plan implements SyncPlan {
  readonly counts: SyncPlan["counts"];
  readonly changes: SyncPlan["changes"];
  readonly held: SyncPlan["held"];
  readonly moved: SyncPlan["moved"];
  readonly approval: string;
  readonly notices: readonly string[];

  constructor({ counts, changes, held, moved, approval, notices }: PlanData) {
    this.counts = counts;
    this.changes = changes;
    this.held = held;
    this.moved = moved;
    this.approval = approval;
    this.notices = notices;
  }

  toString(mostChanges: number = usualChanges): string {
    const { changes, held, moved, notices } = this;
    const lists = [changes, ...held.map((one) => one.changes)];
    const widths = widthsOf(lists.flatMap((list) => list.slice(0, mostChanges)));
    const listed = (list: readonly PlannedChange[], sign?: string) => [
      ...list.slice(0, mostChanges).flatMap((change) => linesOf(change, widths, sign)),
      ...(list.length > mostChanges ? [`… and ${numberText(list.length - mostChanges)} more`] : []),
    ];
    return [
      ...listed(changes),
      ...held.flatMap((one) => [`! ${visible(one.message, 1_000)}`, ...listed(one.changes, "!")]),
      ...movedLines(moved),
      ...notices.map((notice) => `note: ${notice}`),
      this.#sum(),
    ].join("\n");
  }

  #sum(): string {
    const { create, update, remove, unchanged, drifted, held, unknown } = this.counts;
    return [
      `${numberText(create)} to add`,
      `${numberText(update)} to change${drifted === 0 ? "" : ` (${numberText(drifted)} changed at Intercom)`}`,
      `${numberText(remove)} to remove${held === 0 ? "" : ` (${numberText(held)} held)`}`,
      `${numberText(unchanged)} unchanged`,
      ...(unknown === 0 ? [] : [`${numberText(unknown)} unknown at Intercom`]),
    ].join(", ");
  }
}

interface Widths {
  readonly key: number;
  readonly title: number;
}

function widthsOf(changes: readonly PlannedChange[]): Widths {
  const widestOf = (texts: readonly string[]) =>
    texts.reduce((width, text) => Math.max(width, visible(text, widest).length), 0);
  return {
    key: widestOf(changes.map(({ key }) => key)),
    title: widestOf(changes.map(({ title }) => title)),
  };
}

const signs = { create: "+", update: "~", remove: "-" } as const;

function linesOf(
  change: PlannedChange,
  widths: Widths,
  sign: string = signs[change.action],
): string[] {
  const { key, title, reason, fields } = change;
  const long = fields.filter((field) => !isShort(field)).map(longText);
  const short = fields.filter(isShort);
  const names = [...long, ...short.map(({ name }) => visible(name))];
  const why = names.length === 0 ? reason : `${reason}: ${names.join(", ")}`;
  const columns = [
    visible(key, widest).padEnd(widths.key),
    visible(title, widest).padEnd(widths.title),
  ];
  return [
    `${sign} ${columns.join("  ")}  (${why})`,
    ...short.map(
      ({ name, before, after }) =>
        `    ${visible(name)}  ${valueText(before)} → ${valueText(after)}`,
    ),
  ];
}

function isShort({ before, after }: FieldChange): boolean {
  return [before, after].every((value) => {
    return (
      valueText(value).length <= longest && !(typeof value === "string" && value.includes("\n"))
    );
  });
}

function valueText(value: Json | undefined): string {
  return value === undefined ? "none" : visible(JSON.stringify(value), longest + 1);
}

/** How many lines, or tags of a text in one line, only one of two values has. */
function longText({ name, before, after }: FieldChange): string {
  const [old, now] = [linesIn(before), linesIn(after)];
  return `${visible(name)} +${numberText(without(now, old))} −${numberText(without(old, now))} lines`;
}

function linesIn(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value, undefined, 1);
  return text.split(/\n|(?<=>)(?=<)/);
}

function without(lines: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const number = left.get(line) ?? 0;
    left.set(line, number - 1);
    return number <= 0;
  }).length;
}

const mostMoved = 5;

function movedLines(moved: SyncPlan["moved"]): string[] {
  return [
    ...moved
      .slice(0, mostMoved)
      .map(({ from, to }) => `moved  ${visible(from, widest)} → ${visible(to, widest)}`),
    ...(moved.length > mostMoved
      ? [`moved  … and ${numberText(moved.length - mostMoved)} more`]
      : []),
  ];
}
