import type { Field, Row, Target } from "../../../packages/codemod/src/table/index.ts";

/** What is different between the two calls, in sentences. */
export function differences(row: Row, allVersions: number): string[] {
  const { target, mechanical, byHand, note } = row;
  const keys = Object.entries(byHand).map(([key, why]) => `\`${key}\`: ${why}`);
  return [
    ...(mechanical !== true ? [mechanical.reason] : []),
    ...(target ? [...renamed(target), ...added(target), ...resultOf(row, target)] : []),
    ...keys,
    ...(note === undefined ? [] : [note]),
    ...(target ? versionsOf(target, allVersions) : []),
  ];
}

/** Keys with another name. The page has a sentence for those that are only written in camelCase there. */
function renamed({ fields, query }: Target): string[] {
  const pairs = [...fields, ...query].flatMap(({ to, from = "" }) => {
    return from === "" || to === "" || snakeCase(from) === to ? [] : [`\`${from}\` is \`${to}\``];
  });
  return pairs.length === 0 ? [] : [`${pairs.join(", ")}.`];
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function added({ fields, query }: Target): string[] {
  const isAdded = ({ from, constant }: Field) => from === undefined && constant !== undefined;
  const pairs = [...fields, ...query]
    .filter(isAdded)
    .map(({ to, constant }) => `\`${to}: ${JSON.stringify(constant)}\``);
  return pairs.length === 0
    ? []
    : [`Write ${pairs.join(" and ")}, which \`intercom-client\` adds.`];
}

function resultOf({ returns }: Row, { result, items }: Target): string[] {
  if (result !== "list") return [];
  if (returns === "page") return ["A list: iterate it without `await`."];
  if (returns === "items") return ["A list: `collect({ limit: Infinity })` gets all items."];
  return [`A list; the body there has the items in \`${items}\`.`];
}

function versionsOf({ versions }: Target, all: number): string[] {
  if (versions.length === all) return [];
  const [first = "", last = ""] = [versions[0], versions.at(-1)];
  if (versions.length === 1) return [`In version ${titled(first)} alone.`];
  return [last === "preview" ? `From version ${first} on.` : `In versions ${first} to ${last}.`];
}

const titled = (version: string) => (version === "preview" ? "Preview" : version);
