import { defineConfig, type ViteUserConfig } from "vitest/config";
import { timeouts } from "../../../vitest.shared.ts";

/** What was built, as a browser gets it: `npm run docs:build` comes before. */
const config: ViteUserConfig = defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
    maxWorkers: 2,
    ...timeouts,
  },
});

export default config;
