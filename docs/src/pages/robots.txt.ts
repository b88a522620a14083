import type { APIRoute } from "astro";
import { siteUrl } from "../machines/collection.ts";

export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${siteUrl(site)}/sitemap-index.xml\n`);
