import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const folder = path.resolve(import.meta.dirname, "..");
const file = path.join(folder, "test/hover.virtual.ts");

const program = `
import { createIntercom, query } from "@interkit/client/2.16";
const intercom = createIntercom({ token: "t" });
const listed = intercom.contacts./*list*/list({ per_page: 150 });
const updated = await intercom.contacts./*update*/update("1", { name: null });
const company = await intercom.contacts.companies./*attach*/attach("1", { id: "2" });
intercom.contacts./*complete*/list;
intercom.contacts.list({ /*query*/ });
query.conversations.gte("/*field*/");
query.conversations.eq("state", "/*value*/");
intercom.tickets.search({ query: { field: "state", operator: "=", value: "/*raw*/" } });
`;

const service = ts.createLanguageService(createHost(), ts.createDocumentRegistry());

const at = (mark: string): number => program.indexOf(`/*${mark}*/`) + mark.length + 4;

function hover(mark: string): { readonly signature: string; readonly documentation: string } {
  const info = service.getQuickInfoAtPosition(file, at(mark));
  return {
    signature: ts.displayPartsToString(info?.displayParts),
    documentation: ts.displayPartsToString(info?.documentation),
  };
}

test("the hover of a list shows the names of its types and its documentation", () => {
  const { signature, documentation } = hover("list");
  expect(signature).toBe(
    "(method) Contacts.list(query?: ContactsListQuery, options?: ListOptions): LazyList<Contact, ContactList>",
  );
  expect(documentation).toContain("`GET /contacts`");
  expect(documentation).toContain("https://developers.intercom.com/");
});

test("the hover of a write shows the names of its body and its options", () => {
  expect(hover("update").signature).toBe(
    "(method) Contacts.update(contact_id: string, body?: UpdateContactRequest, options?: QueryOptions<ContactsUpdateQuery>): Call<Contact>",
  );
  expect(hover("attach").signature).toBe(
    "(method) ContactsCompanies.attach(contact_id: string, body: AttachCompanyRequest, options?: CallOptions): Call<Company>",
  );
});

test("the documentation of every method begins with a sentence", () => {
  for (const { name, kind } of completionsAt("complete")) {
    if (kind !== ts.ScriptElementKind.memberFunctionElement) continue;
    const details = service.getCompletionEntryDetails(
      file,
      at("complete"),
      name,
      {},
      undefined,
      {},
      undefined,
    );
    const documentation = ts.displayPartsToString(details?.documentation);
    expect(documentation, name).toMatch(/^[A-Z][^`]*\.(\s|$)/);
  }
});

test("completion offers the parameters of a query", () => {
  expect(completionsAt("query").map(({ name }) => name)).toEqual(
    expect.arrayContaining(["per_page", "starting_after"]),
  );
});

test("completion offers the fields of a search and their values", () => {
  const offered = (mark: string) => completionsAt(mark, -1).map(({ name }) => name);
  const fields = offered("field");
  expect(fields).toEqual(expect.arrayContaining(["updated_at", "statistics.last_close_at"]));
  expect(fields).not.toContain("state");
  expect(offered("value").sort()).toEqual(["closed", "open", "snoozed"]);
  expect(offered("raw")).toEqual(expect.arrayContaining(["submitted", "resolved"]));
});

function completionsAt(mark: string, ahead = 0): readonly ts.CompletionEntry[] {
  return service.getCompletionsAtPosition(file, at(mark) + ahead, {})?.entries ?? [];
}

function createHost(): ts.LanguageServiceHost {
  const config = path.join(folder, "tsconfig.json");
  const read = ts.readConfigFile(config, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, folder);
  const isProgram = (name: string) => path.resolve(name) === file;
  return {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = isProgram(name) ? program : ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => isProgram(name) || ts.sys.fileExists(name),
    readFile: (name) => (isProgram(name) ? program : ts.sys.readFile(name)),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
}
