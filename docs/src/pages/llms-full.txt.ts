import type { APIRoute } from "astro";
import { allPages, siteUrl } from "../machines/collection.ts";
import { llmsFullTxt } from "../machines/llms.ts";

export const GET: APIRoute = async ({ site }) =>
  new Response(llmsFullTxt(await allPages(), { url: siteUrl(site) }));
