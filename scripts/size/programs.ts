/** A program whose bundle has a limit. */
export interface Program {
  readonly name: string;
  readonly text: string;
  /** What the bundle may become at most, minified and compressed by gzip, in bytes; the limit comes down to it. */
  readonly target?: number;
}

/** What users import: from one method to all that the client exports. */
export const programs: readonly Program[] = [
  {
    name: "one method",
    text: `import { createIntercom } from "@interkit/client/2.16";
createIntercom({ token: "token" }).contacts.get("1").then(console.log);`,
    target: 5_000,
  },
  {
    name: "all of the client",
    text: `export * from "@interkit/client"; export * from "@interkit/client/2.16";`,
    target: 12_000,
  },
  {
    name: "the low-level client",
    text: `export { createClient } from "@interkit/core/2.16";`,
  },
  {
    name: "one method of a lean client",
    text: `import { bindContacts } from "@interkit/client/2.16/contacts";
import { createLeanClient } from "@interkit/core/lean";
bindContacts(createLeanClient("2.16", { token: "token" })).get("1").then(console.log);`,
    target: 5_000,
  },
  {
    name: "one operation of a minimal client",
    text: `import { createMinimalClient } from "@interkit/core/lean";
const client = createMinimalClient("2.16", { token: "token" });
client.GET("/contacts/{contact_id}", { params: { path: { contact_id: "1" } } }).then(console.log);`,
    target: 5_000,
  },
  { name: "lists alone", text: `export { paginate } from "@interkit/pagination";` },
  {
    name: "a receiver of webhooks",
    text: `export { createWebhooks } from "@interkit/webhooks";`,
  },
  { name: "an error's class", text: `export { ApiError } from "@interkit/client";` },
  { name: "searches alone", text: `export { query } from "@interkit/client/2.16";` },
];
