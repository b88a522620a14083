import type { WorkspaceRecord } from "../registry/records.ts";
import type { CheckedAuthorization } from "./oauth.ts";

/** The page where a teammate chooses a workspace, and grants or denies access to it. */
export function oauthPage(
  { app, redirectUri }: CheckedAuthorization,
  workspaces: readonly WorkspaceRecord[],
  address: string,
): Response {
  const options = workspaces.map(
    ({ id, name }) => `<option value="${escapeHtml(id)}">${escapeHtml(name)}</option>`,
  );
  const body = `<h1>${escapeHtml(app.name)} requests access</h1>
<form method="post" action="/oauth">
<input type="hidden" name="authorization" value="${escapeHtml(address)}">
<p><label>Workspace <select name="workspace">${options.join("")}</select></label></p>
<p><button name="decision" value="approve">Authorize access</button>
<button name="decision" value="deny">Deny</button></p>
</form>`;
  // A browser applies form-action to the redirect that answers the form too.
  return page(200, body, `form-action 'self' ${new URL(redirectUri).origin}`);
}

/** The page for a request that is not valid. */
export function mistakePage(error: unknown): Response {
  const message = error instanceof Error ? error.message : String(error);
  return page(
    400,
    `<h1>Not a valid request</h1>\n<p>${escapeHtml(message)}</p>`,
    "form-action 'none'",
  );
}

function page(status: number, body: string, policy: string): Response {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sandbox of Intercom</title></head>
<body>
${body}
</body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; ${policy}`,
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}

function escapeHtml(text: string): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => named[character] ?? "");
}
