import type { GeneratorConfig, Sentence } from "../scripts/generator/src/config.ts";

const NUMBER = /\d+\.\d+/;
type List = Parameters<Sentence["words"]>[0];
const oldest = ({ versions }: List) => versions[0] as string;
const newest = ({ versions }: List) => versions.filter((name) => NUMBER.test(name)).at(-1);

/** The first number is the oldest version, the second the newest. */
const fromTo: Sentence["words"] = (list, match) => {
  const numbers = [oldest(list), newest(list) as string];
  return match.replace(/\d+\.\d+/g, () => numbers.shift() as string);
};
const toLatest: Sentence["words"] = ({ latest }, match) => match.replace(NUMBER, latest);

/** The first number is the version that comes next, the second the newest. */
const toNext: Sentence["words"] = (list, match) => {
  const [major, minor] = (newest(list) as string).split(".");
  const numbers = [`${major}.${Number(minor) + 1}`, newest(list) as string];
  return match.replace(/\d+\.\d+/g, () => numbers.shift() as string);
};

const PACKAGES = ["README.md", "packages/client/README.md", "packages/core/README.md"];

const SENTENCES: readonly Sentence[] = [
  {
    files: PACKAGES,
    pattern: /`@interkit\/\w+\/\d+\.\d+` to `@interkit\/\w+\/\d+\.\d+`/g,
    words: fromTo,
  },
  { files: PACKAGES, pattern: /`@interkit\/\w+\/latest` is \d+\.\d+/g, words: toLatest },
  { files: ["openapi/README.md"], pattern: /\d+\.\d+ … \d+\.\d+ and Preview/g, words: fromTo },
  { files: ["openapi/README.md"], pattern: /`latest\.json` is that of \d+\.\d+/g, words: toLatest },
  { files: ["SUPPORT.md"], pattern: /versions \d+\.\d+ to \d+\.\d+ and Preview/g, words: fromTo },
  {
    files: ["CONTRIBUTING.md"],
    pattern: /version:add -- \d+\.\d+ --from \d+\.\d+/g,
    words: toNext,
  },
  { files: ["CONTRIBUTING.md"], pattern: /version:remove -- \d+\.\d+/g, words: toNext },
  {
    files: ["packages/sandbox/README.md"],
    pattern: /(?<=\| `defaultVersion` \| .*\| )\d+\.\d+(?= \|)/g,
    words: toLatest,
  },
];

/** What the generator needs of Intercom and of this repository beside the description. */
const config: GeneratorConfig = {
  name: "Intercom",
  scope: "@interkit",
  versionHeader: "Intercom-Version",
  alias: { name: "Unstable", version: "Preview" },
  hosts: {
    us: "https://api.intercom.io",
    eu: "https://api.eu.intercom.io",
    au: "https://api.au.intercom.io",
  },
  tokenVariable: "INTERCOM_TOKEN",
  examplePath: "/me",
  folders: {
    description: "openapi",
    core: "packages/core",
    client: "packages/client",
    sandbox: "packages/sandbox",
    cli: "packages/cli",
    codemod: "packages/codemod",
  },
  sentences: SENTENCES,
};

export default config;
