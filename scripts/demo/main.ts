import { InterkitError, type Region } from "@interkit/client";
import { createIntercom, type Intercom } from "@interkit/client/2.16";
import { createSandbox, type Sandbox } from "@interkit/sandbox";
import { findOrCreateSource, importPages, pagesOf } from "./content.ts";
import { type DemoOptions, readOptions, UserError } from "./options.ts";
import { type ContentPage, readPages } from "./pages.ts";
import { createContacts, fillCompany, findContacts, walkContacts } from "./people.ts";
import { withProgress } from "./progress.ts";
import { Report } from "./report.ts";
import { receiveWebhooks } from "./webhooks.ts";

const CONTACTS = 500;
const LIVE_PAGES = 3;

try {
  await main(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof UserError || error instanceof InterkitError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main({ folder, live, unusedToken }: DemoOptions): Promise<void> {
  const pages = readPages(folder);
  if (live !== undefined) return runLive(live, pages.slice(0, LIVE_PAGES));

  if (unusedToken) {
    console.log("INTERCOM_TOKEN is set, and is not used: nothing in its workspace changes.");
    console.log("`npm start -- --live` would post a few pages to that workspace.\n");
  }
  const sandbox = createSandbox();
  const server = await sandbox.listen({ port: 0 });
  try {
    console.log(`A sandbox listens on ${server.url}.\n`);
    const intercom = createIntercom({ token: "demo", baseUrl: server.url });
    const report = new Report();
    await syncContent(intercom, pages, report);
    await tryContacts(intercom, report);
    await tryWebhooks(sandbox, report);
    console.log(`\n${report}`);
  } finally {
    await server.close();
  }
}

/** The same content sync against a real workspace, and nothing else: contacts are real people there. */
async function runLive(
  { token, region }: NonNullable<DemoOptions["live"]>,
  pages: readonly ContentPage[],
): Promise<void> {
  const intercom = createIntercom({ token, ...regionOption(region) });
  console.log(`Live: this uses the workspace of INTERCOM_TOKEN${region ? ` (${region})` : ""}.`);
  console.log(`It makes one content import source, posts ${pages.length} pages to it twice,`);
  console.log("and leaves them there.\n");
  const report = new Report();
  await syncContent(intercom, pages, report);
  console.log(`\n${report}`);
}

async function syncContent(
  intercom: Intercom,
  pages: readonly ContentPage[],
  report: Report,
): Promise<void> {
  const source = await findOrCreateSource(intercom);
  report.add("content import source", 1);
  for (const run of ["first", "second"]) {
    const counts = await withProgress(`pages, ${run} run`, pages.length, (done) =>
      importPages(intercom, source, pages, done),
    );
    report.add(`pages posted, ${run} run`, inWords(counts));
  }
  report.add("pages in the source", (await pagesOf(intercom, source)).size);
}

async function tryContacts(intercom: Intercom, report: Report): Promise<void> {
  await withProgress("contacts", CONTACTS, (done) => createContacts(intercom, CONTACTS, done));
  report.add("contacts created", CONTACTS);
  const walked = await walkContacts(intercom);
  report.add(`contacts walked, in ${walked.pages} pages`, walked.contacts);
  const found = await findContacts(intercom, CONTACTS);
  report.add("contacts found by search", found.length);
  const attached = found.slice(0, 25);
  const company = await fillCompany(intercom, attached);
  report.add("contacts attached to a company", attached.length);
  const members = await intercom.companies.contacts.list(company.id).collect({ limit: CONTACTS });
  report.add("contacts listed by company", members.length);
}

async function tryWebhooks(sandbox: Sandbox, report: Report): Promise<void> {
  const { handled, refused } = await receiveWebhooks(sandbox);
  for (const topic of handled) report.add(`signed webhook handled: ${topic}`, 1);
  report.add("forged webhook refused", refused);
}

function inWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
}

/** An unknown region is refused by the client, which names the ones there are. */
function regionOption(region: string | undefined): { region?: Region } {
  return region ? { region: region as Region } : {};
}
