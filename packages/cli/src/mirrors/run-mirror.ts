import type { MirrorReport } from "@interkit/jobs/sync";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import { naming } from "../work/flag-names.ts";
import { leaseMs, noteWait, stoppable, stopped } from "../work/run-work.ts";
import { type MirrorFlags, openMirror } from "./open-mirror.ts";

/** Copies what changed since the last time, or compares everything. */
export async function runMirror(
  cli: Cli,
  flags: MirrorFlags & { readonly compare?: boolean },
): Promise<void> {
  const mirror = await openMirror(cli, flags, false);
  const report = await naming(() =>
    flags.compare
      ? mirror.compare({ signal: cli.signal })
      : stoppable(cli, () => mirror.sync({ leaseMs, onWait: noteWait(cli) })),
  );
  await print(cli, report);
  if (report.outcome === "stopped") throw stopped(undefined);
  const failed = Object.values(report.streams).some((stream) => stream.failed > 0);
  if (failed) cli.exitWith(exitCodes.failed);
}

async function print({ flags, output }: Cli, report: MirrorReport): Promise<void> {
  for (const notice of report.notices) output.note(notice);
  for (const { stream, id, reason } of report.incomplete) output.note(`${stream} ${id} ${reason}`);
  if (flags().json) return output.json(report);
  await output.table(Object.entries(report.streams), [
    { title: "stream", value: ([name]) => name },
    { title: "written", value: ([, { written }]) => written },
    { title: "removed", value: ([, { removed }]) => removed },
    { title: "failed", value: ([, { failed }]) => failed },
  ]);
}

/** Prints what differs between the workspace and the copy. */
export async function runVerify(
  cli: Cli,
  { deep = false, ...flags }: MirrorFlags & { readonly deep?: boolean },
): Promise<void> {
  const mirror = await openMirror(cli, flags, true);
  const differences = await naming(() => mirror.verify({ deep, signal: cli.signal }));
  const { output } = cli;
  if (cli.flags().json) for (const difference of differences) await output.jsonLine(difference);
  else {
    await output.table(differences, [
      { title: "stream", value: ({ stream }) => stream },
      { title: "id", value: ({ id }) => id },
      { title: "difference", value: ({ kind }) => kind },
      { title: "fields", value: ({ fields }) => fields.join(", ") },
    ]);
  }
  if (differences.length > 0) cli.exitWith(exitCodes.differences);
  else output.note("The copy is the same.");
}
