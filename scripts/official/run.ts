import { existsSync } from "node:fs";
import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { ignoreClosedOutput } from "../../openapi/src/output.ts";
import { readCorrections } from "../drift/corrections.ts";
import { examplesOf } from "./examples.ts";
import { readOfficial } from "./read.ts";
import { answerCheck } from "./validate.ts";

// For maintainers: validates every example response in Intercom's own files against the description
// of the same version. The files are not part of this repository.
const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error(
    "usage: npm run check:official -- DIR, a folder with Preview.yaml and such a file for each version",
  );
  process.exit(1);
}

ignoreClosedOutput();
const openapi = path.resolve(import.meta.dirname, "../../openapi");
const listed = new Set(
  readCorrections(path.join(openapi, "corrections.yaml")).flatMap(({ examples = [] }) => examples),
);
const seen = new Set<string>();
let wrong = 0;
for (const { version, document } of bundleAll(openapi)) {
  const file = path.join(folder, `${version}.yaml`);
  if (!existsSync(file)) {
    console.log(`${version}: ${file} is not there, not checked`);
    continue;
  }
  const check = answerCheck(document);
  const examples = examplesOf(readOfficial(file));
  let invalid = 0;
  let excused = 0;
  for (const { name, route, status, value } of examples) {
    const problem = check(route, status, value);
    if (!problem) continue;
    if (listed.has(name)) {
      seen.add(name);
      excused += 1;
    } else {
      invalid += 1;
      console.log(`${version} ${name}: ${problem}`);
    }
  }
  wrong += invalid;
  console.log(
    `${version}: ${examples.length} examples, ${invalid} invalid, ${excused} listed as wrong`,
  );
}
for (const name of listed) {
  if (seen.has(name)) continue;
  console.log(`${name}: listed as wrong in corrections.yaml, but valid everywhere: remove it`);
  wrong += 1;
}
process.exitCode = wrong > 0 ? 1 : 0;
