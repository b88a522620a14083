// Makes one call over a connection that is kept, and ends without closing it.
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";

const fetch = nodeFetch({ keepAliveMs: 600_000 });
const client = createClient({ token: "token", baseUrl: process.argv[2] ?? "", fetch });
const { data } = await client.GET("/me");
console.log(JSON.stringify(data));
