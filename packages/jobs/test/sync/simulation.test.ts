import type { ContentPage } from "@interkit/jobs/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { page } from "../support/pages.ts";
import { SimulatedProcess } from "../support/simulated-process.ts";
import { syncSetup } from "../support/sync.ts";

/** What may happen between and during applies. */
type Event =
  | { readonly kind: "source"; readonly key: number; readonly version: number | undefined }
  | { readonly kind: "intercom"; readonly index: number; readonly isDeleted: boolean }
  | { readonly kind: "apply"; readonly points: number };

const anyEvents = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("source" as const),
      key: fc.nat(7),
      version: fc.option(fc.nat(3), { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant("intercom" as const),
      index: fc.nat(7),
      isDeleted: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("apply" as const), points: fc.integer({ min: 1, max: 25 }) }),
  ),
  { maxLength: 25 },
);

/** A page; several have the same title. */
function pageOf(key: number, version: number): ContentPage {
  return page(`page-${key}.md`, {
    title: `Title ${version % 2}`,
    html: `<p>page ${key} of version ${version}</p>`,
  });
}

/** Rows that change, an Intercom that others change, and applies of which some are killed. */
class World {
  readonly setup: ReturnType<typeof syncSetup>;
  readonly rows = new Map<number, ContentPage>();
  readonly #kind: "pages" | "articles";
  #isKilled = false;

  constructor(kind: "pages" | "articles") {
    this.#kind = kind;
    this.setup = syncSetup({ allowEmpty: true, concurrency: 3 }, kind);
  }

  async play(event: Event): Promise<void> {
    if (event.kind === "source") {
      if (event.version === undefined) this.rows.delete(event.key);
      else this.rows.set(event.key, pageOf(event.key, event.version));
    } else if (event.kind === "intercom")
      await this.#changeAtIntercom(event.index, event.isDeleted);
    else await this.apply(event.points);
  }

  async #changeAtIntercom(index: number, isDeleted: boolean): Promise<void> {
    const { people, pages, helpArticles } = this.setup;
    if (this.#kind === "pages") {
      const one = (await pages())[index];
      if (one === undefined) return;
      const { id, url, external_id } = one;
      const text = { title: "By hand", html: "<p>by hand</p>", locale: "en", url: url ?? "" };
      if (isDeleted) await people.aiContent.externalPages.delete(id);
      else {
        const body = { ...text, source_id: one.source_id, external_id };
        await people.aiContent.externalPages.update(id, body as never);
      }
    } else {
      const { id } = (await helpArticles())[index] ?? {};
      // An article without a record is recognised by its title.
      if (id === undefined || this.#isKilled) return;
      if (isDeleted) await people.articles.delete(id);
      else await people.articles.update(id, { title: "By hand", body: "<p>by hand</p>" });
    }
  }

  /** Applies with the approval of a plan, in a process that is killed after a number of points. */
  async apply(points: number): Promise<void> {
    const { setup } = this;
    setup.world.rows = [...this.rows.values()];
    const process = new SimulatedProcess(points);
    this.#isKilled = false;
    void process.killed.then(() => {
      this.#isKilled = true;
    });
    setup.world.intercept = (_, send) => process.within(send);
    const state = process.storeOf(setup.state);
    const docs = setup.create({ state });
    const options = { stopOnSignals: false, leaseMs: 30 };
    const applying = docs
      .plan()
      .then(({ approval }) => docs.apply({ ...options, approve: approval }));
    await Promise.race([applying, process.killed]);
    await process.settled();
    setup.world.intercept = undefined;
  }

  async texts(): Promise<string[]> {
    const { pages, helpArticles } = this.setup;
    const text = (title: string, body: string | null) =>
      `${title} ${body?.replace(/<[^>]*>/g, "")}`;
    if (this.#kind === "pages") {
      return (await pages()).map(({ title, html }) => text(title, html)).sort();
    }
    const published = (await helpArticles()).filter(({ state }) => state === "published");
    return published.map(({ title, body }) => text(title, body)).sort();
  }

  declared(): string[] {
    return [...this.rows.values()]
      .map(({ title, html }) => `${title} ${html.replace(/<[^>]*>/g, "")}`)
      .sort();
  }
}

describe.each(["pages", "articles"] as const)("%s", (kind) => {
  test("are as declared after any changes and kills, each once, and need no write then", async () => {
    await fc.assert(
      fc.asyncProperty(anyEvents, async (events) => {
        const world = new World(kind);
        for (const event of events) await world.play(event);
        await world.apply(Number.POSITIVE_INFINITY);
        expect(await world.texts()).toEqual(world.declared());
        world.setup.writes();
        await world.apply(Number.POSITIVE_INFINITY);
        expect(world.setup.writes()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 300_000);
});
