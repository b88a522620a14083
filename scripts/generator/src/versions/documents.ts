import { readFileSync } from "node:fs";
import path from "node:path";
import type { ApiVersions } from "../description/api-versions.ts";
import { DescriptionError, type Problem } from "../description/problems.ts";
import type { GeneratedFile } from "../generated-file.ts";

/** A sentence of the documents that names the oldest, the newest or the latest version. */
interface Sentence {
  readonly files: readonly string[];
  readonly pattern: RegExp;
  readonly words: (list: ApiVersions, match: string) => string;
}

const NUMBER = /\d+\.\d+/;
const oldest = ({ versions }: ApiVersions) => versions[0] as string;
const newest = ({ versions }: ApiVersions) => versions.filter((name) => NUMBER.test(name)).at(-1);

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

/**
 * The documents that name the API versions, with their correct text.
 *
 * @throws {DescriptionError} where one of them no longer names them.
 */
export function documentsFor(root: string, list: ApiVersions): GeneratedFile[] {
  const texts = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { files, pattern, words } of SENTENCES) {
    for (const file of files) {
      const text = texts.get(file) ?? readFileSync(path.join(root, file), "utf8");
      if (text.search(pattern) < 0) {
        problems.push({
          position: { file, line: 1 },
          mistake: `nothing in it matches ${pattern.source}`,
          fix: "name the API versions there, or change scripts/generator/src/versions/documents.ts",
        });
      }
      texts.set(
        file,
        text.replaceAll(pattern, (match) => words(list, match)),
      );
    }
  }
  if (problems.length > 0) throw new DescriptionError(problems);
  return [...texts].map(([file, text]) => ({ path: file, text }));
}
