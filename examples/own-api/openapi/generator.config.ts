import type { GeneratorConfig } from "../scripts/generator/src/config.ts";

/** What the generator needs of Pedal beside its description. */
const config: GeneratorConfig = {
  name: "Pedal",
  scope: "@pedal",
  versionHeader: "Pedal-Version",
  hosts: { eu: "https://api.pedal.example" },
  tokenVariable: "PEDAL_TOKEN",
  examplePath: "/bicycles",
  folders: {
    description: "openapi",
    core: "packages/core",
    client: "packages/client",
    sandbox: "packages/sandbox",
  },
  sentences: [],
};

export default config;
