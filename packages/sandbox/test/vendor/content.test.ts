import { describe, expect, test } from "vitest";
import { start } from "../support/workspace.ts";
import { testThatAllWasCalled, vendorWorkspace } from "./support.ts";

const url = "https://www.example.com";
const page = { title: "Engines", html: "<h1>Engines</h1>", url, external_id: "engines" };

describe("the vendor's content for Fin", () => {
  test("has sources, which are made, changed, listed and deleted with their pages", async () => {
    const { client } = await vendorWorkspace();
    const { aiContent } = client;
    const made = await aiContent.createContentImportSource({ url });
    expect(made).toMatchObject({ sync_behavior: "api", status: "active", url });
    const of = { source_id: String(made.id) };
    const changed = await aiContent.updateContentImportSource({
      ...of,
      sync_behavior: "api",
      status: "deactivated",
      url,
    });
    expect(changed).toMatchObject({ status: "deactivated" });
    expect(await aiContent.getContentImportSource(of)).toMatchObject({ status: "deactivated" });
    await aiContent.createExternalPage({ ...page, source_id: made.id });
    expect(await aiContent.listContentImportSources()).toMatchObject({ total_count: 1 });
    await aiContent.deleteContentImportSource(of);
    expect(await aiContent.listExternalPages()).toMatchObject({ total_count: 0 });
  });

  test("has pages, which a second page of the same external id replaces", async () => {
    const { client } = await vendorWorkspace();
    const { aiContent } = client;
    const source_id = (await aiContent.createContentImportSource({ url })).id;
    const made = await aiContent.createExternalPage({ ...page, source_id });
    expect(made).toMatchObject({ title: "Engines", locale: "en", external_id: "engines" });
    const again = await aiContent.createExternalPage({ ...page, title: "Machines", source_id });
    expect(again).toMatchObject({ id: made.id, title: "Machines" });
    const page_id = made.id;
    const changed = await aiContent.updateExternalPage({ ...page, page_id, source_id });
    expect(changed).toMatchObject({ title: "Engines" });
    expect(await aiContent.getExternalPage({ page_id })).toMatchObject({ title: "Engines" });
    const listed = await aiContent.listExternalPages();
    expect(listed).toMatchObject({ total_count: 1, data: [{ id: page_id }] });
    expect(await aiContent.deleteExternalPage({ page_id })).toMatchObject({ id: page_id });
    const gone = aiContent.getExternalPage({ page_id });
    await expect(gone).rejects.toMatchObject({ statusCode: 404 });
  });

  test("in Unstable does the same", async () => {
    const { unstable } = await vendorWorkspace();
    const { aiContent } = unstable;
    const source = await aiContent.createContentImportSource({ url });
    const id = String(source.id);
    const change = { id, sync_behavior: "api", url: `${url}/new` } as const;
    expect(await aiContent.updateContentImportSource(change)).toMatchObject({ url: `${url}/new` });
    expect(await aiContent.getContentImportSource({ id })).toMatchObject({ id: source.id });
    expect(await aiContent.listContentImportSources()).toMatchObject({ total_count: 1 });
    const made = await aiContent.createExternalPage({ ...page, source_id: source.id });
    const second = { ...page, id: made.id, title: "Machines", source_id: source.id };
    expect(await aiContent.updateExternalPage(second)).toMatchObject({ title: "Machines" });
    expect(await aiContent.getExternalPage({ id: made.id })).toMatchObject({ title: "Machines" });
    expect(await aiContent.listExternalPages()).toMatchObject({ data: [{ id: made.id }] });
    await aiContent.deleteExternalPage({ id: made.id });
    await aiContent.deleteContentImportSource({ id });
    expect(await aiContent.listContentImportSources()).toMatchObject({ total_count: 0 });
  });

  test("is returned in pages, of which the client returns the first", async () => {
    const { client } = await vendorWorkspace();
    for (let i = 0; i < 60; i++) {
      await client.aiContent.createContentImportSource({ url: `${url}/${i}` });
    }
    const first = await client.aiContent.listContentImportSources();
    expect(first).toMatchObject({ total_count: 60, data: { length: 50 } });
    const options = { queryParams: { page: 2 } };
    const rest = await client.aiContent.listContentImportSources(options);
    expect(rest.data).toHaveLength(10);
  });
});

describe("the vendor's news", () => {
  test("are written, put into a newsfeed, changed, listed and deleted", async () => {
    const { client } = await vendorWorkspace();
    const { items, feeds } = client.news;
    const listed = await feeds.list();
    const feed = listed.data?.[0];
    const newsfeed_id = feed?.id ?? "";
    expect(await feeds.find({ newsfeed_id })).toMatchObject({ id: newsfeed_id, type: "newsfeed" });
    const made = await items.create({
      title: "Halloween is here",
      body: "<p>New costumes</p>",
      sender_id: 1,
      state: "live",
      labels: ["Product"],
      reactions: ["😆"],
      newsfeed_assignments: [{ newsfeed_id: Number(newsfeed_id), published_at: start }],
    });
    const news_item_id = Number(made.id);
    expect(await items.find({ news_item_id })).toMatchObject({
      state: "live",
      labels: ["Product"],
    });
    expect((await feeds.listItems({ newsfeed_id })).data).toMatchObject([{ id: made.id }]);
    const body = { title: "Christmas is here", sender_id: 1 };
    const changed = await items.update({ news_item_id, body });
    expect(changed).toMatchObject({ title: "Christmas is here", body: "<p>New costumes</p>" });
    expect((await items.list()).data).toMatchObject([{ title: "Christmas is here" }]);
    expect(await items.delete({ news_item_id })).toMatchObject({ deleted: true });
    expect((await feeds.listItems({ newsfeed_id })).data).toEqual([]);
  });

  test("in Unstable do the same", async () => {
    const { unstable } = await vendorWorkspace();
    const { news } = unstable;
    const { data: feeds } = await news.listNewsfeeds();
    const feed = feeds?.[0]?.id ?? "";
    expect(await news.retrieveNewsfeed({ id: feed })).toMatchObject({ id: feed });
    const newsfeed_assignments = [{ newsfeed_id: Number(feed), published_at: start }];
    const written = { title: "News", sender_id: 1, state: "live", newsfeed_assignments } as const;
    const made = await news.createNewsItem({
      ...written,
      newsfeed_assignments: [...newsfeed_assignments],
    });
    const id = Number(made.id);
    expect(await news.retrieveNewsItem({ id })).toMatchObject({ title: "News" });
    expect((await news.listLiveNewsfeedItems({ id: feed })).data).toMatchObject([{ id: made.id }]);
    const body = { title: "Old news", sender_id: 1 };
    expect(await news.updateNewsItem({ id, body })).toMatchObject({ title: "Old news" });
    expect((await news.listNewsItems()).data).toHaveLength(1);
    expect(await news.deleteNewsItem({ id })).toMatchObject({ deleted: true });
  });
});

testThatAllWasCalled("content");
