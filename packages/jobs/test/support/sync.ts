import { createIntercom } from "@interkit/client/2.16";
import { fromRows, memoryState } from "@interkit/jobs";
import {
  articles,
  type Collection,
  type ContentPage,
  contentPages,
  createSync,
  type SyncOptions,
} from "@interkit/jobs/sync";
import { createSandbox } from "@interkit/sandbox";
import { page, site } from "./pages.ts";

/** A request of a sync, and what sends it on. */
export type Intercept = (
  request: Request,
  send: () => Promise<Response>,
) => Response | Promise<Response>;

/** A sandbox, and a sync of rows that a test may change, by a client whose requests it may answer itself. */
export function syncSetup(
  options: Partial<SyncOptions<ContentPage>> = {},
  kind: "pages" | "articles" = "pages",
) {
  const sandbox = createSandbox({ rateLimit: { perMinute: 600_000, workspacePerMinute: 600_000 } });
  const world: { rows: readonly ContentPage[]; intercept: Intercept | undefined } = {
    rows: [],
    intercept: undefined,
  };
  const intercom = createIntercom({
    token: "sync",
    retry: false,
    rateLimit: false,
    fetch: (url, init) => {
      const request = new Request(url, init);
      const send = () => sandbox.fetch(request);
      return Promise.resolve(world.intercept?.(request, send) ?? send());
    },
  });
  const people = createIntercom({ token: "people", rateLimit: false, fetch: sandbox.fetch });
  const to = kind === "pages" ? contentPages(intercom, { source: site }) : articles(intercom);
  const state = memoryState();
  const create = (more: Partial<SyncOptions<ContentPage>> = {}) =>
    createSync<ContentPage>({
      ...{ name: "docs", from: fromRows(() => world.rows), to, state },
      ...options,
      ...more,
    });
  /** The writes since the last call. */
  const writes = () => {
    const sent = sandbox.requests.list().filter(({ method }) => method !== "GET");
    sandbox.requests.clear();
    return sent.map(({ method, path }) => `${method} ${path}`);
  };
  const pages = () => people.aiContent.externalPages.list().collect({ limit: 20_000 });
  const helpArticles = () => people.articles.list().collect({ limit: 20_000 });
  return { sandbox, world, intercom, people, to, state, create, writes, pages, helpArticles };
}

/** Pages whose texts follow from their names. */
export function pagesCalled(...names: string[]): ContentPage[] {
  return names.map((name) => page(name));
}

/** So many pages. */
export function manyPages(count: number): ContentPage[] {
  return pagesCalled(...Array.from({ length: count }, (_, number) => `page-${number}.md`));
}

/** The collection, whose list leaves some objects out and reports that it is not whole. */
export function withPartialList<Wanted>(
  collection: Collection<Wanted>,
  isListed: (id: string) => boolean,
): Collection<Wanted> {
  return {
    ...collection,
    async open(context) {
      const opened = await collection.open(context);
      const list: typeof opened.list = (keys) => {
        const whole = opened.list(keys);
        return {
          async *pages() {
            for await (const page of whole.pages()) yield page.filter(({ id }) => isListed(id));
          },
          isWhole: () => false,
        };
      };
      return new Proxy(opened, {
        get: (target, name) => {
          if (name === "list") return list;
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    },
  };
}
