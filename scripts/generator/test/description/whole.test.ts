import { readFileSync } from "node:fs";
import path from "node:path";
import { bundleAll } from "interkit-generator/description/bundle";
import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import {
  lookUp,
  objectsIn,
  operationsOf,
  referencesFrom,
} from "interkit-generator/description/walk";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const openapi = path.resolve(import.meta.dirname, "../../../../openapi");
const bundles = bundleAll(openapi);
const everyOperation = bundles.flatMap(({ version, document }) =>
  operationsOf(document).map((operation) => ({ version, document, ...operation })),
);

/** The names of what breaks a rule, so that a failure lists all of it at once. */
function breaking(
  holds: (operation: (typeof everyOperation)[number]) => unknown,
  among = everyOperation,
): string[] {
  return among.filter((it) => !holds(it)).map(({ version, id }) => `${version} ${id}`);
}

function followed(document: JsonObject, node: Json | undefined): JsonObject | undefined {
  const reference = asObject(node)?.["$ref"];
  return typeof reference === "string" ? lookUp(document, reference) : asObject(node);
}

const jsonOf = (holder: JsonObject | undefined) =>
  asObject(asObject(holder?.["content"])?.["application/json"]);

describe("the whole API", () => {
  test("has every operation of every version", () => {
    const count = Object.fromEntries(
      bundles.map(({ version, document }) => [version, operationsOf(document).length]),
    );
    expect(count).toEqual({
      "2.7": 98,
      "2.8": 98,
      "2.9": 108,
      "2.10": 108,
      "2.11": 108,
      "2.12": 118,
      "2.13": 133,
      "2.14": 154,
      "2.15": 166,
      "2.16": 235,
      "2.17": 242,
      Preview: 261,
    });
    expect(new Set(everyOperation.map(({ route }) => route)).size).toBe(269);
  });

  test("says of every operation what it does, where it is documented, and how it fails", () => {
    expect(breaking(({ node }) => /^[A-Z].*\.$/.test(String(node["summary"])))).toEqual([]);
    // The events of custom channels are in Intercom's own client and in none of its documents.
    const documented = everyOperation.filter(({ id }) => !id.startsWith("customChannelEvents."));
    expect(
      breaking(
        ({ node }) =>
          String(asObject(node["externalDocs"])?.["url"]).startsWith(
            "https://developers.intercom.com/",
          ),
        documented,
      ),
    ).toEqual([]);
    expect(
      breaking(({ node }) => {
        const statuses = Object.keys(asObject(node["responses"]) ?? {});
        return statuses.includes("401") && statuses.includes("429");
      }),
    ).toEqual([]);
  });

  test("declares every tag", () => {
    expect(
      breaking(({ document, node }) => {
        const declared = (document["tags"] as JsonObject[]).map((tag) => tag["name"]);
        return (node["tags"] as Json[]).every((tag) => declared.includes(tag));
      }),
    ).toEqual([]);
  });

  test("pages every list and search", () => {
    const lists = everyOperation.filter(({ id }) => /\.(list|listAll|search|scroll)$/.test(id));
    expect(breaking(({ node }) => asObject(node["x-pagination"])?.["style"], lists)).toEqual([]);
  });
});

describe("the folder of a resource", () => {
  const files = globSync("**", { cwd: path.join(openapi, "resources") });
  const sectionsOf = (file: string) => {
    const { components = {}, ...own } = parse(
      readFileSync(path.join(openapi, "resources", file), "utf8"),
    );
    return [...Object.keys(own), ...Object.keys(components)];
  };

  test("has operations, and parameters that they share, in paths.yaml, and schemas in schemas.yaml", () => {
    const layout: Record<string, readonly string[]> = {
      "paths.yaml": ["paths", "parameters"],
      "schemas.yaml": ["schemas"],
    };
    const misplaced = files.filter((file) => {
      const [, name = "", ...deeper] = file.split("/");
      const sections = layout[name];
      return deeper.length > 0 || !sectionsOf(file).every((it) => sections?.includes(it));
    });
    expect(misplaced).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });
});

describe("examples", () => {
  // That they validate is held by `npm run lint:openapi`, on every bundle.
  test("stand at every JSON request and answer", () => {
    expect(
      breaking(({ document, node }) =>
        [node["requestBody"], ...Object.values(asObject(node["responses"]) ?? {})]
          .map((holder) => jsonOf(followed(document, holder)))
          .every((media) => media === undefined || "example" in media),
      ),
    ).toEqual([]);
  });
});

describe("schemas of answers", () => {
  /** Objects that an answer can be or contain, by name. */
  function answered(document: JsonObject): [string, JsonObject][] {
    const responses = operationsOf(document).map(({ node }) => node["responses"]);
    return [...referencesFrom(document, ...responses)].flatMap(
      (reference): [string, JsonObject][] => {
        const schema = lookUp(document, reference);
        return schema && reference.includes("/schemas/")
          ? [[reference.split("/").at(-1) ?? "", schema]]
          : [];
      },
    );
  }

  test("say what a resource always has", () => {
    const lax = bundles.flatMap(({ version, document }) =>
      answered(document)
        .filter(([, schema]) => isResource(schema))
        .filter(([, schema]) => ((schema["required"] ?? []) as string[]).length === 0)
        .map(([name]) => `${version} ${name}`),
    );
    expect(lax).toEqual([]);
  });

  test("are null in references, never as a whole", () => {
    const nullable = bundles.flatMap(({ version, document }) =>
      answered(document)
        .filter(([, schema]) => Array.isArray(schema["type"]) && schema["properties"])
        .map(([name]) => `${version} ${name}`),
    );
    expect(nullable).toEqual([]);
  });

  test("admit values of enums that are not known yet", () => {
    const closed = bundles.flatMap(({ version, document }) => {
      const sent = referencesFrom(
        document,
        ...operationsOf(document).flatMap(({ node }) => [node["parameters"], node["requestBody"]]),
      );
      return answered(document)
        .filter(([name]) => !sent.has(`#/components/schemas/${name}`))
        .flatMap(([name, schema]) =>
          [...objectsIn(schema)]
            .filter((node) => node["type"] && (node["enum"] as Json[] | undefined)?.length)
            .filter((node) => [node["type"]].flat().includes("string"))
            .filter((node) => (node["enum"] as Json[]).filter((value) => value !== null).length > 1)
            // An opened enum stands in an anyOf beside a plain string.
            .filter((node) => !isOpened(schema, node))
            .map(() => `${version} ${name}`),
        );
    });
    expect(closed).toEqual([]);
  });
});

/** Something with an id of its own. Translations have one too: it stands for Indonesian. */
function isResource({ properties }: JsonObject): boolean {
  const names = asObject(properties) ?? {};
  return "id" in names && !("pt-BR" in names);
}

function isOpened(root: JsonObject, known: JsonObject): boolean {
  return [...objectsIn(root)].some(
    ({ anyOf }) => Array.isArray(anyOf) && anyOf[0] === known && asObject(anyOf[1])?.["type"],
  );
}
