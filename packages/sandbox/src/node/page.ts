import { readFile } from "node:fs/promises";
import { loadBundle } from "../description/bundles.ts";
import { parseVersion, type Version, versions } from "../description/versions.ts";
import type { AnswerRequest } from "../engine/text-response.ts";

/** The initial settings of the reference page. */
export interface PageSettings {
  /** A token that the sandbox accepts. The page uses it until the user enters another one. */
  readonly token: string;
  /** The version that is shown first. */
  readonly version: Version;
}

/** The folder beside `src` and `dist`. `npm run page` copies Swagger UI into it. */
const folder = new URL("../../page/", import.meta.url);

const types: Record<string, string> = {
  "index.html": "text/html; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
  "tabs.js": "text/javascript; charset=utf-8",
  "webhooks.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "swagger-ui/swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui/swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "swagger-ui/swagger-ui-bundle.js.LICENSE.txt": "text/plain; charset=utf-8",
  "swagger-ui/LICENSE": "text/plain; charset=utf-8",
  "swagger-ui/NOTICE": "text/plain; charset=utf-8",
};

/**
 * The page may load from and call this sandbox only. Swagger UI sets inline styles, and its style
 * sheet contains its icons as data URLs.
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
 * Serves the reference page beside a sandbox: `/` is the page, `/_sandbox/page/…` are its files, and
 * `/_sandbox/openapi/<version>.json` are the bundles, with this server as their only server. The
 * sandbox answers every other request.
 */
export function withPage(fetch: AnswerRequest, settings: PageSettings): AnswerRequest {
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
      // The next sandbox on this port may have other settings.
      "Cache-Control": "no-cache",
    },
  });
}
