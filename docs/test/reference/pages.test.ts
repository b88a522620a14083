import GithubSlugger from "github-slugger";
import { beforeAll, describe, expect, test } from "vitest";
import type { Page } from "../../generate/page.ts";
import { pages as generate } from "../../generate/reference/pages.ts";
import { api, methodsInBundle, type Section, sectionsOf } from "./support.ts";

let pages: ReadonlyMap<string, Page>;
let sections: ReadonlyMap<string, readonly Section[]>;

beforeAll(async () => {
  const made = await generate();
  pages = new Map(made.map((page) => [`/${page.path}/`, page]));
  sections = new Map(made.map((page) => [`/${page.path}/`, sectionsOf(page)]));
}, 240_000);

/** As Starlight makes them. */
function idsOf(address: string): Set<string> {
  const slugger = new GithubSlugger();
  return new Set((sections.get(address) ?? []).map(({ heading }) => slugger.slug(heading)));
}

const prefixOf = (name: string, slug: string) =>
  name === api.latest ? "/reference/" : `/reference/${slug}/`;

/** The page of a method's resource. */
function pageOf(prefix: string, id: string): string {
  const resource = id.split(".")[0] ?? "";
  return `${prefix}${resource.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase()}/`;
}

describe("the pages of the reference", () => {
  test.each(api.versions.map(({ name, slug }) => [name, slug] as const))(
    "describe every method of %s, with an example that was run",
    (name, slug) => {
      const prefix = prefixOf(name, slug);
      const index = pages.get(prefix)?.body ?? "";
      for (const { id, route, summary } of methodsInBundle(slug)) {
        const page = pageOf(prefix, id);
        const section = sections.get(page)?.find(({ heading }) => heading === id);
        const text = section?.text ?? "";
        expect(text, `${page}: ${id}: write a section`).toContain(`\`${route}\``);
        expect(text, `${page}: ${id}`).toContain(summary);
        expect(text, `${page}: ${id}: run its example`).toMatch(/\*\*Example\*\*\n\n```ts\n/);
        expect(text, `${page}: ${id}`).toMatch(/^The response (of the sandbox|has the status)/m);
        expect(text, `${page}: ${id}`).toMatch(/The same call (with curl|on the command line)/);
        expect(index, `${prefix}: ${id}: list the method`).toContain(`[\`${id}\`](${page}#`);
      }
    },
  );

  test("have a title, a description, and headings that go down one step at a time", () => {
    const titles = [...pages.values()].map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const [address, page] of pages) {
      expect(page.title.length, address).toBeLessThan(60);
      expect(page.description.length, address).toBeLessThan(160);
      expect(page.description, address).toMatch(/\.$/);
      const own = sections.get(address) ?? [];
      const levels = own.map(({ level }) => level);
      for (const [place, level] of levels.entries()) {
        expect(level, `${address}: ${own[place]?.heading}`).toBeGreaterThan(1);
        const above = levels[place - 1] ?? 1;
        expect(level, `${address}: ${own[place]?.heading}`).toBeLessThanOrEqual(above + 1);
      }
      expect(idsOf(address).size, address).toBe(own.length);
    }
  });

  test("link to pages and headings that exist", () => {
    const ids = new Map([...pages.keys()].map((address) => [address, idsOf(address)]));
    const dead: string[] = [];
    for (const [address, { body }] of pages) {
      for (const [, page = "", id = ""] of body.matchAll(/\]\((\/reference\/[^)#]*)#?([^)]*)\)/g)) {
        const isThere = id === "" ? pages.has(page) : ids.get(page)?.has(id);
        if (isThere !== true) dead.push(`${address}: ${page}#${id}: the link leads nowhere`);
      }
    }
    expect([...new Set(dead)]).toEqual([]);
  });

  test("leave no reference to a schema without its link", () => {
    const open = [...pages].filter(([, { body }]) => /\[\[\w+\]\]/.test(body));
    expect(open.map(([address]) => address)).toEqual([]);
  });

  test("of other versions are neither searched nor in the sidebar, except for what Preview alone has", () => {
    for (const [address, { frontmatter = {} }] of pages) {
      const { reference, pagefind, sidebar } = frontmatter as Record<string, { version: string }>;
      const isLatest = reference?.version === api.latest;
      const inLatest = pages.has(
        address.replace(/^\/reference\/(?:\d[\d.]*|preview)\//, "/reference/"),
      );
      const isShown = isLatest || (reference?.version === "Preview" && !inLatest);
      expect([address, pagefind, sidebar !== undefined && "hidden" in sidebar]).toEqual([
        address,
        isShown ? undefined : false,
        !isShown,
      ]);
    }
  });

  test("name the other versions that have the same page", () => {
    for (const [address, { frontmatter }] of pages) {
      const { reference } = frontmatter as {
        reference: { version: string; versions: { version: string; href: string }[] };
      };
      const own = reference.versions.find(({ version }) => version === reference.version);
      expect(own?.href, address).toBe(address);
      const rest = address.replace(/^\/reference\/((\d[\d.]*|preview)\/)?/, "");
      const there = api.versions
        .map(({ name, slug }) => prefixOf(name, slug) + rest)
        .filter((other) => pages.has(other));
      expect(reference.versions.map(({ href }) => href).sort(), address).toEqual(there.sort());
    }
  });

  test("are small", () => {
    for (const [address, { body }] of pages) {
      expect(Buffer.byteLength(body), address).toBeLessThan(180_000);
    }
  });
});
