import path from "node:path";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/**
 * The timeouts of every configuration: for what hangs, as several packages are tested at a time, on machines that
 * may be slow. Without them, a hook ends after ten seconds, and a poll after one.
 */
export const timeouts = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000 } },
} as const;

/** Every package tests the same way: its neighbours' source, type tests included, results for the sum. */
const config: ViteUserConfig = defineConfig({
  // `npm run test:soak` has all examples of the properties.
  resolve: {
    alias: [
      {
        find: /^fast-check$/,
        replacement: path.join(import.meta.dirname, "scripts/soak/fast-check.ts"),
      },
    ],
  },
  ssr: { resolve: { conditions: ["@interkit/source", "node"] } },
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: {
      enabled: true,
      include: ["test/**/*.test-d.ts"],
      // Version 7 takes a quarter of the time of the version that the packages are compiled with.
      checker: path.join(import.meta.dirname, "node_modules/typescript-7/bin/tsc"),
    },
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
    // One fewer would leave half of a small machine idle.
    maxWorkers: "100%",
    ...timeouts,
  },
});

export default config;
