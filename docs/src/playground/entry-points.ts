import { readFileSync } from "node:fs";

/** The packages that programs in a page may import. */
const packages = ["client", "core", "pagination", "webhooks", "sandbox"];

/** Entry points that need Node, a database or another library. */
const serverOnly: ReadonlySet<string> = new Set([
  "@interkit/core/node",
  "@interkit/core/opentelemetry",
  "@interkit/core/redis",
  "@interkit/sandbox/command",
  "@interkit/sandbox/msw",
  "@interkit/webhooks/bullmq",
  "@interkit/webhooks/connections/redis",
  "@interkit/webhooks/fastify",
  "@interkit/webhooks/lambda",
  "@interkit/webhooks/node",
  "@interkit/webhooks/recordings",
  "@interkit/webhooks/redis",
]);

/** What a program in a page may import: `@interkit/client/2.16`. */
export function entryPoints(): string[] {
  return packages.flatMap((name) => {
    const file = new URL(`../../../packages/${name}/package.json`, import.meta.url);
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { exports: Record<string, unknown> };
    return Object.keys(manifest.exports)
      .filter((entry) => !entry.includes("*") && entry !== "./package.json")
      .map((entry) => entry.replace(/^\./, `@interkit/${name}`))
      .filter((entry) => !serverOnly.has(entry));
  });
}
