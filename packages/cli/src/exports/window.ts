import type { Json, Source } from "@interkit/jobs";
import { CliError } from "../errors/cli-error.ts";

/** The time of a record that an export is limited by. */
export type WindowTime = "created_at" | "updated_at";

/** Which records are exported, by a time of theirs in Unix seconds: from `since` on, and before `until`. */
export type Window = {
  readonly by: WindowTime;
  readonly since: number | null;
  readonly until: number | null;
};

/** What an export is stored with, so that the same command continues it. */
type WindowMark = {
  /** The options of the command, as they were given. */
  readonly request: string;
  readonly window: Window;
  readonly inner: Json;
};

/** A source in a window of time. */
export interface WindowedSource<Item> {
  /** What is exported to, for messages. */
  readonly name: string;
  /** The options of the command, as they were given: `30d` is the same in both runs of a continued export. */
  readonly request: string;
  readonly window: Window;
  /** Opens the source. It may return records around the window too. */
  readonly open: (window: Window) => Source<Item>;
}

/**
 * The records of a source that are in a window. The window is stored with the first batch: a run that continues has
 * the same one, although `30d` means another time by then.
 *
 * @throws {CliError} when the run that is continued was started with other options.
 */
export function inWindow<Item>({
  name,
  request,
  window,
  open,
}: WindowedSource<Item>): Source<Item> {
  return {
    name: open(window).name,
    afterwards: "restart",
    async *read(context) {
      const mark = context.mark as WindowMark | undefined;
      if (mark !== undefined && mark.request !== request) throw otherOptions(name, mark.request);
      const first = mark?.window ?? window;
      for await (const batch of open(first).read({ ...context, mark: mark?.inner })) {
        const items = batch.items.filter((item) => isIn(item, first));
        yield { ...batch, items, mark: { request, window: first, inner: batch.mark } };
      }
    },
  };
}

function otherOptions(name: string, request: string): CliError {
  return new CliError(
    `${name} was begun by other options: ${request}; use the same ones to continue it, or --restart to begin anew`,
  );
}

/** Searches of contacts compare calendar days, and the scroll of companies has no filter. */
function isIn(item: unknown, { by, since, until }: Window): boolean {
  const at = (item as { readonly [name in WindowTime]?: unknown })[by];
  if (typeof at !== "number") return true;
  return (since === null || at >= since) && (until === null || at < until);
}
