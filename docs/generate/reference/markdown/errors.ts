import { resolve } from "interkit-generator/tables/methods";
import { asObject } from "../../../../openapi/src/schemas.ts";
import type { Example } from "../examples/run.ts";
import type { ApiMethod, ApiVersion } from "../model/api.ts";
import { sentence } from "./text.ts";

/** What every method can fail with: a page states it once. */
export const generalErrors = `Every method can fail with 401 \`unauthorized\` (\`ApiError\`), where the token is missing, wrong or revoked, and with 429 \`rate_limit_exceeded\` (\`RateLimitError\`), where a limit is used up: [Errors](/guides/errors/). Each call counts towards the limit of your app and that of the workspace, in windows of ten seconds: [Rate limits](/guides/rate-limits/).`;

/** The statuses with which a method fails beside the general ones, with the codes that the sandbox returns. */
export function errorList(
  { document }: ApiVersion,
  { method, facts }: ApiMethod,
  { codes }: Example,
): string {
  const responses = Object.entries(asObject(method.operation["responses"]) ?? {});
  const lines = responses
    .filter(([status]) => /^[45]/.test(status) && status !== "401" && status !== "429")
    .map(([status, node]) => {
      const seen = [...(codes.get(Number(status)) ?? [])].map((code) => ` \`${code}\``);
      const { description = "" } = resolve(document, node);
      return `- ${status}${seen.join(",")} (\`ApiError\`): ${sentence(String(description))}`;
    });
  if (facts.busy) {
    lines.push(
      '- 429 (`RateLimitError`, its `reason` is `"busy"`): another export of the workspace is under way.',
    );
  }
  return lines.join("\n");
}
