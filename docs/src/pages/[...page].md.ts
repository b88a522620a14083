import type { APIRoute, GetStaticPaths } from "astro";
import { allPages } from "../machines/collection.ts";
import { documentOf, markdownAddress, type SourcePage } from "../machines/document.ts";

export const getStaticPaths: GetStaticPaths = async () =>
  (await allPages()).map((page) => ({ params: { page: page.id }, props: { page } }));

export const GET: APIRoute<{ page: SourcePage }> = ({ props: { page } }) =>
  new Response(documentOf(page, markdownAddress));
