import type { SurfaceRow } from "../../../packages/codemod/src/table/index.ts";
import { table } from "../table.ts";
import { code } from "./markdown.ts";

/** The tables of what is not a method. */
export function surfaceTables(lines: readonly SurfaceRow[]): string {
  const of = (...kinds: readonly SurfaceRow["kind"][]) =>
    lines.filter(({ kind }) => kinds.includes(kind));
  const requestOptions = of("request option");
  return [
    section("Options of the client", of("option")),
    ...(requestOptions.length > 0 ? [section("Options of a call", requestOptions)] : []),
    section("Errors", of("error")),
    section("Pages, responses and helpers", of("helper")),
    enums(of("enum")),
    types(of("type")),
  ].join("\n\n");
}

function section(title: string, lines: readonly SurfaceRow[]): string {
  const cells = lines.map(({ vendor, interkit, mechanical, note }) => [
    code(vendor),
    interkit === undefined ? "—" : code(interkit),
    [mechanical === true ? undefined : mechanical.reason, note].filter(Boolean).join(" "),
  ]);
  return `## ${title}\n\n${table(["intercom-client", "Interkit", "What differs"], cells)}`;
}

function enums(lines: readonly SurfaceRow[]): string {
  const byName = new Map<string, string[]>();
  for (const { vendor, interkit = "" } of lines) {
    const [name = "", member = ""] = splitLast(vendor);
    byName.set(name, [...(byName.get(name) ?? []), `${code(member)}: ${code(interkit)}`]);
  }
  const cells = [...byName].map(([name, members]) => [code(name), members.join(", ")]);
  const about = "Interkit has no enums. Write the value of the member, which TypeScript checks.";
  return `## Enums\n\n${about}\n\n${table(["Enum", "Members and their values"], cells)}`;
}

function splitLast(text: string): string[] {
  const end = text.lastIndexOf(".");
  return [text.slice(0, end), text.slice(end + 1)];
}

function types(lines: readonly SurfaceRow[]): string {
  const short = (name: string) => name.replace("Intercom.", "");
  const equal = lines.filter(({ interkit }) => interkit !== undefined);
  const renamed = equal.filter(({ vendor, interkit }) => short(vendor) !== interkit);
  const same = equal.filter(({ vendor, interkit }) => short(vendor) === interkit);
  const rest = lines.filter(({ interkit }) => interkit === undefined);
  const list = (of: readonly SurfaceRow[]) =>
    of.map(({ vendor }) => code(short(vendor))).join(", ");
  const [{ mechanical } = { mechanical: true } as const] = rest;
  const reason = mechanical === true ? "" : mechanical.reason;
  return [
    "## Types",
    "The module of an API version exports them, such as `@interkit/client/2.14`.",
    table(
      ["intercom-client", "Interkit"],
      renamed.map(({ vendor, interkit = "" }) => [code(vendor), code(interkit)]),
    ),
    ...(same.length > 0 ? [`These have the same name: ${list(same)}.`] : []),
    `${reason} This holds for ${list(rest)}.`,
  ].join("\n\n");
}
