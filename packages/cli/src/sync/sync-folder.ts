import { articles, contentPages, createSync, pagesIn } from "@interkit/jobs/sync";
import { resolvePath } from "../arguments/path.ts";
import { checkOperation } from "../connection/check-operation.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { shortHash, statePath } from "../state/state-path.ts";
import { workspaceOf } from "../state/workspace.ts";
import { naming } from "../work/flag-names.ts";
import { runSync, type SyncFlags, syncOptions } from "./run-sync.ts";

/** The options of a folder of pages. */
export interface FolderFlags extends SyncFlags {
  readonly url?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** The options of `interkit sync content`. */
export interface ContentFlags extends FolderFlags {
  readonly source: string;
  readonly locale?: string;
  readonly agent: boolean;
  readonly copilot: boolean;
  readonly removeUnknown?: boolean;
}

/** The options of `interkit sync articles`. */
export interface ArticleFlags extends FolderFlags {
  readonly collection?: string;
  readonly author?: number;
  readonly draft?: boolean;
  readonly removal?: "unpublish" | "delete";
  readonly allowSameTitles?: boolean;
}

/** Makes the pages of a content import source those of a folder. */
export async function syncContent(cli: Cli, folder: string, flags: ContentFlags): Promise<void> {
  const { source, locale, agent, copilot, removeUnknown = false } = flags;
  const { url = /^https?:/i.test(source) ? source : undefined } = flags;
  if (url === undefined) {
    throw new CliError("--url is needed where --source is no address; give that of the site");
  }
  const from = await pagesFrom(cli, folder, { ...flags, url });
  const connection = await cli.connect();
  await checkOperation(connection, "aiContent.externalPages.create", "write pages for Fin");
  const state = await statePath(cli, {
    file: flags.state,
    workspace: await workspaceOf(connection, cli.signal),
    work: `content-${shortHash(source)}`,
  });
  const id = /^\d+$/.test(source) ? Number(source) : source;
  const sync = await naming(() =>
    createSync({
      from,
      to: contentPages(connection.intercom, { source: id, locale, agent, copilot }),
      ...{ name: "content", state, unknown: removeUnknown ? "remove" : "keep" },
      ...syncOptions(flags),
    }),
  );
  await runSync(cli, sync, flags);
}

/** Makes articles of a help center those of a folder. */
export async function syncArticles(
  cli: Cli,
  folder: string,
  flags: ArticleFlags & { readonly state: string },
): Promise<void> {
  const { collection, author, draft, removal, allowSameTitles = false } = flags;
  const from = await pagesFrom(cli, folder, flags);
  const { intercom } = await cli.connect();
  const sync = await naming(() =>
    createSync({
      from,
      to: articles(intercom, {
        ...{ parent: collection, author_id: author, removal },
        state: draft ? "draft" : "published",
      }),
      name: "articles",
      state: resolvePath(cli.terminal.cwd, "--state", flags.state),
      allowSameTitles,
      ...syncOptions(flags),
    }),
  );
  await runSync(cli, sync, flags);
}

function pagesFrom({ terminal: { cwd } }: Cli, folder: string, flags: FolderFlags) {
  const { url, include, exclude } = flags;
  return naming(() => pagesIn(resolvePath(cwd, "the folder", folder), { url, include, exclude }));
}
