import type { APIRoute } from "astro";
import { allPages } from "../machines/collection.ts";
import { searchEntries } from "../machines/search.ts";

export const GET: APIRoute = async () => Response.json(searchEntries(await allPages()));
