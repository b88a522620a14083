import { readFile } from "node:fs/promises";
import { loadBundle } from "../description/bundles.ts";
import { parseVersion, type Version, versions } from "../description/versions.ts";

/** What the reference page starts from. */
export interface PageSettings {
  /** A token that the sandbox accepts: calls are made with it until the reader gives another. */
  readonly token: string;
  /** The version that is shown first. */
  readonly version: Version;
}

type Fetch = (request: Request) => Promise<Response>;

/** Beside `src` and `dist` alike. Swagger UI is put there by `npm run page`. */
const folder = new URL("../../page/", import.meta.url);

const types: Record<string, string> = {
  "index.html": "text/html; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "swagger-ui/swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui/swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui/swagger-ui-bundle.js.LICENSE.txt": "text/plain; charset=utf-8",
  "swagger-ui/LICENSE": "text/plain; charset=utf-8",
  "swagger-ui/NOTICE": "text/plain; charset=utf-8",
};

/**
 * The page loads and calls this sandbox only. Swagger UI sets styles on elements, and has its icons
 * in its style sheet.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Puts the reference page in front of a sandbox: `/` shows it, `/_sandbox/page/…` is what it is made
 * of, and `/_sandbox/openapi/<version>.json` are the bundles, with this server as their only one.
 * Every other request is the sandbox's.
 */
export function withPage(fetch: Fetch, settings: PageSettings): Fetch {
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return fetch(request);
    const { origin, pathname } = new URL(request.url);
    if (pathname === "/") return serveFile("index.html");
    const [, place, name = ""] = /^\/_sandbox\/(page|openapi)\/(.+)$/.exec(pathname) ?? [];
    if (place === "openapi") return serveBundle(name, origin);
    if (place !== "page") return fetch(request);
    if (name !== "settings.json") return serveFile(name);
    return respond(200, "application/json", JSON.stringify({ ...settings, versions }));
  };
}

async function serveBundle(name: string, origin: string): Promise<Response> {
  const version = parseVersion(name.replace(/\.json$/, ""));
  if (version === undefined) return notFoundPage(`There is no version "${name}".`);
  const servers = [{ url: origin, description: "This sandbox" }];
  const text = JSON.stringify({ ...(await loadBundle(version)), servers });
  return respond(200, "application/json", text);
}

async function serveFile(name: string): Promise<Response> {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  if (type === undefined) return notFoundPage(`The page has no file "${name}".`);
  try {
    return respond(200, type, await readFile(new URL(name, folder)));
  } catch {
    return notFoundPage("The reference page has not been built. `npm run build` builds it.");
  }
}

function notFoundPage(message: string): Response {
  return respond(404, "text/plain; charset=utf-8", `${message}\n`);
}

function respond(status: number, type: string, body: BodyInit): Response {
  return new Response(body, {
    status,
    headers: {
      "Content-Type": type,
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      // The next sandbox on this port may be another one.
      "Cache-Control": "no-cache",
    },
  });
}
