import { mergeConfig, type ViteUserConfig } from "vitest/config";
import shared from "../../../vitest.shared.ts";

/** Real clients against a sandbox that listens: `npm run test:clients` installs them and runs this. */
const config: ViteUserConfig = mergeConfig(shared, {
  root: import.meta.dirname,
  test: {
    include: ["**/*.test.ts"],
    typecheck: { enabled: false },
    // A process for each file: one of them intercepts the requests of its client.
    pool: "forks",
  },
});

export default config;
