import { defineConfig, type ViteUserConfig } from "vitest/config";
import { timeouts } from "../vitest.shared.ts";

/** The tools that write pages, and the programs on the pages. The built site is tested by CI alone. */
const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ["@interkit/source", "node"] } },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/site/**"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
    maxWorkers: "100%",
    ...timeouts,
  },
});

export default config;
