import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Command } from "commander";
import { installTool, npm } from "../../../../scripts/install-tool.ts";
import type { Major, Release } from "../../src/table/vendor/release.ts";
import { clientOf, releases } from "./clients.ts";
import { readDeclarations } from "./declared.ts";
import { observe } from "./method.ts";
import { Recorder } from "./record.ts";

const data = path.join(import.meta.dirname, "../../src/table/vendor");
const root = path.join(import.meta.dirname, "../../../..");

await new Command("extract")
  .description(
    "Writes what each major version of intercom-client sends, as observed, into src/table/vendor.",
  )
  .option("--check", "compare the files with what is observed, and change none")
  .action(run)
  .parseAsync();

async function run({ check }: { readonly check?: boolean }): Promise<void> {
  const recorder = await Recorder.start();
  let different = 0;
  try {
    for (const major of [3, 4, 5, 6, 7] as const) {
      const release = await observeRelease(major, recorder);
      const file = path.join(data, `${major}.json`);
      const known: unknown = JSON.parse(await readFile(file, "utf8").catch(() => "null"));
      const isSame = isDeepStrictEqual(known, JSON.parse(JSON.stringify(release)));
      if (!isSame) different += 1;
      if (!isSame && !check) await writeFile(file, `${JSON.stringify(release)}\n`);
      const state = isSame ? "as in the file" : check ? "differs from the file" : "written";
      console.log(
        `intercom-client ${release.version}: ${release.methods.length} methods, ${state}.`,
      );
    }
  } finally {
    await recorder.close();
  }
  if (!check && different > 0) await npm(["exec", "--", "biome", "format", "--write", data], root);
  console.log(`${5 - (check ? different : 0)} passed, ${check ? different : 0} failed, 0 skipped`);
  if (check && different > 0) process.exitCode = 1;
}

async function observeRelease(major: Major, recorder: Recorder): Promise<Release> {
  const version = releases[major];
  const wanted = `intercom-client@${version}`;
  const folder = await installTool(`interkit-clients/intercom-client-${version}`, wanted);
  const {
    methods: declared,
    exported: exports,
    options,
    requestOptions,
  } = readDeclarations(folder);
  const method = clientOf(folder, major, recorder.url);
  const methods = [];
  for (const one of declared) {
    methods.push(
      await observe(one, (argument) => recorder.requestOf(() => method(one.name)(argument))),
    );
  }
  return { version, options, requestOptions, exports, methods };
}
