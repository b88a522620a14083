import { type ChangeClass, policy, type Verdict } from "../../differences/policy.ts";

const [start, end] = ["<!-- policy: npm run release:plan -- --policy -->", "<!-- /policy -->"];

/** The document with the table of the policy between its two comments. */
export function withPolicyTable(document: string): string {
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no ${start} … ${end}`);
  return `${document.slice(0, from)}${start}\n\n${policyTable()}\n\n${document.slice(to)}`;
}

/** The policy as a Markdown table: the class of each kind of change, in requests and in responses. */
function policyTable(): string {
  const rows = Object.values(policy).map(({ what, request, response }) => {
    return `| ${what} | ${classes(request, response)} | ${reasons(request, response)} |`;
  });
  return ["| change | class | why |", "|---|---|---|", ...rows].join("\n");
}

function classes(request: Verdict, response: Verdict): string {
  const name = (level: ChangeClass) => (level === "major" ? "**major**" : level);
  const [sent, read] = [name(request.class), name(response.class)];
  return sent === read ? sent : `sent: ${sent}, read: ${read}`;
}

function reasons(request: Verdict, response: Verdict): string {
  if (request.reason === response.reason) return request.reason;
  return `sent: ${request.reason}; read: ${response.reason}`;
}
