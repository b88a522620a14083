#!/usr/bin/env bash
# intercom-client iterates no companies of a contact, though the response has them.
#
# Expected: iterating `contacts.listAttachedCompanies` yields each company of the contact. Intercom's description
# of version 2.14, which this client requests, has an example of the response: its list is in `data`.
#
# What happens: the page that the client returns reads the field `companies`, as the schema next to that example
# names it. So a response in the form of the example iterates as an empty list, without an error, and
# no second page is requested. The same list in `companies` is iterated.
#
# Why it matters here: a program cannot distinguish it from a contact without companies, and a client that is
# generated from that schema has the same fault. This repository's description is corrected: it has the list in
# `data`, and `companies` as a deprecated field.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --no-audit --no-fund --loglevel=error --ignore-scripts intercom-client@7.0.3 >/dev/null

cat >iterate.mjs <<'JS'
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { IntercomClient } from "intercom-client";

// The first page has two companies, and the next one none, in the field that the id of the contact names.
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  const page = Number(searchParams.get("page") ?? 1);
  const list = page === 1 ? [{ type: "company", id: "1" }, { type: "company", id: "2" }] : [];
  const pages = { type: "pages", page, per_page: 50, total_pages: 1 };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ type: "list", [pathname.split("/")[2]]: list, total_count: 2, pages }));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const environment = `http://127.0.0.1:${server.address().port}`;
const client = new IntercomClient({ token: "any", environment, maxRetries: 0 });

const { version } = JSON.parse(readFileSync("node_modules/intercom-client/package.json", "utf8"));
console.log(`Node ${process.versions.node}, intercom-client ${version}`);
const iterated = async (contact_id) => {
  let count = 0;
  for await (const _ of await client.contacts.listAttachedCompanies({ contact_id })) count += 1;
  return count;
};
const [data, companies] = [await iterated("data"), await iterated("companies")];
console.log(`two companies in "data":       ${data} iterated`);
console.log(`two companies in "companies":  ${companies} iterated`);
server.close();
server.closeAllConnections();
process.exit(data === 0 && companies === 2 ? 0 : 1);
JS

node iterate.mjs || { echo "The behaviour has changed." >&2; exit 1; }
