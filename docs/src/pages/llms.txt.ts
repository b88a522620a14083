import type { APIRoute } from "astro";
import { allPages, siteUrl } from "../machines/collection.ts";
import { llmsTxt } from "../machines/llms.ts";

export const GET: APIRoute = async ({ site }) =>
  new Response(llmsTxt(await allPages(), { url: siteUrl(site) }));
