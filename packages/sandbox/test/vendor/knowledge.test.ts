import { describe, expect, test } from "vitest";
import { collect, testThatAllWasCalled, vendorWorkspace } from "./support.ts";

describe("the vendor's articles", () => {
  test("are made, translated, changed, listed, searched and deleted", async () => {
    const { client, advance, sandbox } = await vendorWorkspace();
    sandbox.seed.helpCenter({ identifier: "french", default: true, locales: ["en", "fr"] });
    const collection = await client.helpCenters.collections.create({ name: "Engines" });
    const made = await client.articles.create({
      title: "How to start",
      body: "Turn the handle.",
      author_id: 1,
      state: "published",
      parent_id: Number(collection.id),
      parent_type: "collection",
    });
    // Ids of articles are strings in responses and numbers in requests.
    const article_id = Number(made.id);
    expect(await client.articles.find({ article_id })).toMatchObject({
      title: "How to start",
      body: '<p class="no-margin">Turn the handle.</p>',
      state: "published",
      parent_id: Number(collection.id),
    });
    const fr = { type: "article_content", title: "Comment arrêter", author_id: 1 } as const;
    const changed = await client.articles.update({
      article_id,
      title: "How to stop",
      translated_content: { fr },
    });
    expect(changed).toMatchObject({
      title: "How to stop",
      body: '<p class="no-margin">Turn the handle.</p>',
      translated_content: { fr: { title: "Comment arrêter" } },
    });
    for (const title of ["Second", "Third"]) {
      advance(60);
      await client.articles.create({ title, author_id: 1 });
    }
    const listed = await collect(client.articles.list({ per_page: 1 }));
    expect(listed.map(({ title }) => title).sort()).toEqual(["How to stop", "Second", "Third"]);

    const search = { phrase: "stop", state: "published", highlight: true };
    const found = await client.articles.search(search);
    expect(found.data?.articles).toMatchObject([{ id: made.id, title: "How to stop" }]);
    expect(found.data?.highlights).toHaveLength(1);
    expect(await client.articles.delete({ article_id })).toMatchObject({ deleted: true });
    const gone = client.articles.find({ article_id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("in Unstable are made, read, found and deleted, but not changed", async () => {
    const { unstable } = await vendorWorkspace();
    const made = await unstable.articles.createArticle({
      title: "How to start",
      author_id: 1,
      state: "published",
    });
    const id = Number(made.id);
    expect("updateArticle" in unstable.articles).toBe(false);
    expect(await unstable.articles.retrieveArticle({ id })).toMatchObject({
      title: "How to start",
    });
    expect(await unstable.articles.listArticles()).toMatchObject({ total_count: 1 });
    const found = await unstable.articles.searchArticles({ phrase: "start" });
    expect(found.data?.articles).toMatchObject([{ id: made.id }]);
    expect(await unstable.articles.deleteArticle({ id })).toMatchObject({ deleted: true });
  });
});

describe("the vendor's help centers", () => {
  test("are found and listed; the list restarts endlessly, since it has one page", async () => {
    const { client, unstable, sent } = await vendorWorkspace();
    const page = await client.helpCenters.list();
    const [first] = page.data;
    expect(page.data).toHaveLength(1);
    const help_center_id = Number(first?.id);
    expect(await client.helpCenters.find({ help_center_id })).toMatchObject({ id: first?.id });
    // The client continues until a page is empty, but Intercom describes no pages here.
    const many = await collect(client.helpCenters.list(), 5);
    expect(new Set(many.map(({ id }) => id)).size).toBe(1);
    expect(many).toHaveLength(5);
    expect(sent.at(-1)?.path).toContain("page=");

    const { data } = await unstable.helpCenter.listHelpCenters();
    expect(data).toMatchObject([{ id: first?.id }]);
    const found = await unstable.helpCenter.retrieveHelpCenter({ id: help_center_id });
    expect(found).toMatchObject({ id: first?.id });
  });

  test("have collections, which are made, changed, listed and deleted", async () => {
    const { client, advance } = await vendorWorkspace();
    const { collections } = client.helpCenters;
    const made = await collections.create({ name: "Engines", description: "All about them" });
    const collection_id = Number(made.id);
    expect(await collections.find({ collection_id })).toMatchObject({ name: "Engines" });
    advance(60);
    const inner = await collections.create({ name: "Large", parent_id: made.id });
    expect(inner).toMatchObject({ parent_id: made.id });
    const changed = await collections.update({ collection_id, name: "Machines" });
    expect(changed).toMatchObject({ name: "Machines", description: "All about them" });
    const listed = await collect(collections.list({ per_page: 1 }));
    expect(listed.map(({ name }) => name).sort()).toEqual(["Large", "Machines"]);
    expect(await collections.delete({ collection_id })).toMatchObject({ deleted: true });
    expect(await collect(collections.list())).toEqual([]);
  });

  test("have collections in Unstable too", async () => {
    const { unstable } = await vendorWorkspace();
    const made = await unstable.helpCenter.createCollection({ name: "Engines" });
    const id = Number(made.id);
    const changed = await unstable.helpCenter.updateCollection({
      id,
      description: "All about them",
    });
    expect(changed).toMatchObject({ name: "Engines", description: "All about them" });
    const read = await unstable.helpCenter.retrieveCollection({ id });
    expect(read).toMatchObject({ description: "All about them" });
    const listed = await unstable.helpCenter.listAllCollections();
    expect(listed).toMatchObject({ total_count: 1, data: [{ id: made.id }] });
    expect(await unstable.helpCenter.deleteCollection({ id })).toMatchObject({ deleted: true });
  });
});

describe("the vendor's internal articles", () => {
  const article = { title: "Who to call", body: "<p>Grace</p>", author_id: 1, owner_id: 1 };

  test("are made, changed, listed, searched by folder alone, and deleted", async () => {
    const { client } = await vendorWorkspace();
    const { internalArticles: articles } = client;
    const made = await articles.createInternalArticle(article);
    const internal_article_id = Number(made.id);
    const changed = await articles.updateInternalArticle({ internal_article_id, title: "Whom" });
    expect(changed).toMatchObject({ title: "Whom", body: "<p>Grace</p>" });
    const read = await articles.retrieveInternalArticle({ internal_article_id });
    expect(read).toMatchObject({ title: "Whom", owner_id: 1 });
    const listed = await articles.listInternalArticles();
    expect(listed).toMatchObject({ total_count: 1, data: [{ id: made.id }] });
    const found = await articles.searchInternalArticles();
    expect(found.data?.internal_articles).toMatchObject([{ id: made.id }]);
    const elsewhere = await articles.searchInternalArticles({ folder_id: "404" });
    expect(elsewhere.data?.internal_articles).toEqual([]);
    const deleted = await articles.deleteInternalArticle({ internal_article_id });
    expect(deleted).toMatchObject({ deleted: true });
  });

  test("in Unstable do the same", async () => {
    const { unstable } = await vendorWorkspace();
    const { internalArticles: articles } = unstable;
    const made = await articles.createInternalArticle(article);
    const id = Number(made.id);
    const changed = await articles.updateInternalArticle({ id, body: "<p>Alan</p>" });
    expect(changed).toMatchObject({ title: "Who to call", body: "<p>Alan</p>" });
    expect(await articles.retrieveInternalArticle({ id })).toMatchObject({ body: "<p>Alan</p>" });
    expect(await articles.listInternalArticles()).toMatchObject({ data: [{ id: made.id }] });
    const found = await articles.searchInternalArticles();
    expect(found.data?.internal_articles).toMatchObject([{ id: made.id }]);
    expect(await articles.deleteInternalArticle({ id })).toMatchObject({ deleted: true });
  });
});

testThatAllWasCalled("knowledge");
