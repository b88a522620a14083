import type { Field, Row, Target } from "../../../packages/codemod/src/table/index.ts";

/** How a call is written there: `contacts.update({ contact_id, name, … })`. */
export function callThere({ vendor, keys, target }: Row): string {
  return `${vendor}(${keys.length > 0 ? shortened(keys, target?.path ?? []) : ""})`;
}

/** How the same call is written here: `contacts.update(contact_id, { name, … })`. */
export function callHere({ method, route, input, fields, query }: Target): string {
  const args = Array.from(route.matchAll(/\{(\w+)\}/g), ([, name]) => name as string);
  const payload = input === "none" ? "" : payloadOf(fields);
  const options = query.length > 0 ? `{ query: ${payloadOf(query)} }` : "";
  if (payload !== "") args.push(payload);
  else if (options !== "") args.push("{}");
  if (options !== "") args.push(options);
  return `${method}(${args.join(", ")})`;
}

function payloadOf(fields: readonly Field[]): string {
  if (fields.length === 0) return "";
  const [only] = fields;
  if (only?.to === "") return only.from || "body";
  const names = fields.map(({ to }) => to.split(".")[0] ?? "");
  return shortened([...new Set(names)], []);
}

/** An object of the first keys. Those of the path come first. */
function shortened(keys: readonly string[], path: readonly string[]): string {
  const ordered = [...path, ...keys.filter((key) => !path.includes(key))];
  const shown = ordered.slice(0, Math.max(3, path.length + 1));
  const rest = ordered.length > shown.length ? [...shown, "…"] : shown;
  return `{ ${rest.join(", ")} }`;
}
