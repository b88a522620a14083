import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Command } from "commander";
import { firstLine, installTool, npm } from "../../../../scripts/install-tool.ts";
import type { Major, Release, VendorMethod } from "../../src/table/vendor/release.ts";
import { clientOf, releases } from "./clients.ts";
import { readDeclarations } from "./declared.ts";
import { observe, type Send } from "./method.ts";
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

interface Sum {
  passed: number;
  failed: number;
  skipped: number;
}

async function run({ check }: { readonly check?: boolean }): Promise<void> {
  const recorder = await Recorder.start();
  const sum: Sum = { passed: 0, failed: 0, skipped: 0 };
  let written = 0;
  try {
    for (const major of [3, 4, 5, 6, 7] as const) {
      const release = await observeRelease(major, recorder);
      if (release === undefined) {
        sum.skipped += 1;
        continue;
      }
      const isSame = isDeepStrictEqual(await read(major), JSON.parse(JSON.stringify(release)));
      if (!isSame && !check) {
        await writeFile(fileOf(major), JSON.stringify(release));
        written += 1;
      }
      sum[isSame || !check ? "passed" : "failed"] += 1;
      const state = isSame ? "as in the file" : check ? "differs from the file" : "written";
      console.log(
        `intercom-client ${release.version}: ${release.methods.length} methods, ${state}`,
      );
    }
  } finally {
    await recorder.close();
  }
  if (written > 0) await npm(["exec", "--", "biome", "format", "--write", data], root);
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  if (sum.failed > 0) process.exitCode = 1;
}

function fileOf(major: Major): string {
  return path.join(data, `${major}.json`);
}

async function read(major: Major): Promise<unknown> {
  return JSON.parse(await readFile(fileOf(major), "utf8").catch(() => "null"));
}

/** Nothing where npm cannot install the release, such as without a network. */
async function observeRelease(major: Major, recorder: Recorder): Promise<Release | undefined> {
  const version = releases[major];
  const wanted = `intercom-client@${version}`;
  let folder: string;
  try {
    folder = await installTool(`interkit-clients/intercom-client-${version}`, wanted);
  } catch (error) {
    console.log(`skipped: ${wanted}, which cannot be installed here: ${firstLine(error)}`);
    return undefined;
  }
  const {
    methods: declared,
    exported: exports,
    options,
    requestOptions,
  } = readDeclarations(folder);
  const method = clientOf(folder, major, recorder.url);
  const methods: VendorMethod[] = [];
  for (const one of declared) {
    const send: Send = (argument) => recorder.requestOf(() => method(one.name)(argument));
    methods.push(await observe(one, send));
  }
  const { apiVersion } = recorder;
  return {
    version,
    ...(apiVersion !== undefined && { apiVersion }),
    ...{ options, requestOptions, exports, methods },
  };
}
