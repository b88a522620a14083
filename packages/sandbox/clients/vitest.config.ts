import { defineConfig, type ViteUserConfig } from "vitest/config";
import shared from "../../../vitest.shared.ts";

/** Real clients against a sandbox that listens: `npm run test:clients` installs them and runs this. */
const config: ViteUserConfig = defineConfig({
  root: import.meta.dirname,
  ...(shared.ssr ? { ssr: shared.ssr } : {}),
  test: {
    include: ["**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
    // A process for each file: one stands between its client and the network.
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});

export default config;
