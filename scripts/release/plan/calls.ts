import { apiNames } from "interkit-generator/config";
import { DescriptionError } from "interkit-generator/description/problems";
import type { Json, JsonObject } from "interkit-generator/description/source";
import { type Facts, factsOf } from "interkit-generator/tables/facts";
import { exampleOf, type QueryValues } from "interkit-generator/tables/method-example";
import { type Method, methodsOf, type VersionMethods } from "interkit-generator/tables/methods";
import config from "../../../openapi/generator.config.ts";
import { Description } from "../../differences/description.ts";
import { asArray } from "../../differences/json.ts";
import { viewOf } from "../../differences/view.ts";
import type { Side } from "./sides.ts";

const { variable: client } = apiNames(config);
const samples: Readonly<Record<string, Json>> = { integer: 1, number: 1, boolean: true, array: [] };

/** Writes calls of the methods of a description, with its own examples. */
export class Calls {
  readonly #documents: ReadonlyMap<string, JsonObject>;
  #versions: readonly VersionMethods[] | undefined;
  #facts: ReadonlyMap<string, Facts> | undefined;

  constructor({ documents, composed }: Pick<Side, "documents" | "composed">) {
    this.#documents = composed ?? documents;
  }

  /** The call of the method of a route in an API version; `undefined` where there is none. */
  of(route: string, version: string, more?: QueryValues): string | undefined {
    const method = this.#methodOf(route, version);
    return method && this.#call(method, version, more);
  }

  /** The same call without a body. */
  withoutBody(route: string, version: string): string | undefined {
    const method = this.#methodOf(route, version);
    return method && this.#call({ ...method, body: undefined }, version);
  }

  /** A value of a query parameter that its description names or allows. */
  valueOf(route: string, version: string, name: string): Json {
    const document = this.#documents.get(version) ?? {};
    const description = new Description(document);
    const operation = description.operations.find((one) => one.route === route);
    const parameter = operation?.parameters.find((one) => one["name"] === name);
    const schema = description.follow(parameter?.["schema"]) ?? {};
    const { types, values } = viewOf(description, schema);
    const examples = [...asArray(schema["examples"]), ...(values ?? [])];
    const given = [parameter?.["example"], schema["default"], ...examples];
    const [type = "string"] = types;
    return given.find((value) => value !== undefined) ?? samples[type] ?? "text";
  }

  /** The request of a path: `await client.GET("/me", {})`. */
  ofPath(route: string, version: string): string | undefined {
    const method = this.#methodOf(route, version);
    if (method === undefined) return undefined;
    const [verb = "", path = ""] = route.split(" ");
    const names = method.pathParameters.map(({ name }) => name);
    const parts = [
      ...(names.length > 0 ? [`params: { path: { ${names.join(", ")} } }`] : []),
      ...(method.body === undefined ? [] : ["body"]),
    ];
    const options = parts.length > 0 ? `, { ${parts.join(", ")} }` : "";
    return `await client.${verb}(${JSON.stringify(path)}${options});`;
  }

  #call(method: Method, version: string, more?: QueryValues): string | undefined {
    const facts = this.#allFacts().get(method.id);
    const document = this.#documents.get(version);
    return facts && document && exampleOf(method, facts, document, client, more);
  }

  #methodOf(route: string, version: string): Method | undefined {
    const methods = this.#all().find((one) => one.version === version)?.methods ?? [];
    return methods.find((method) => method.route === route && method.id !== "");
  }

  #all(): readonly VersionMethods[] {
    this.#versions ??= [...this.#documents].map(([version, document]) =>
      methodsOf({ version, document }),
    );
    return this.#versions;
  }

  /** Other descriptions than ours may state one operation in several ways: these have no calls. */
  #allFacts(): ReadonlyMap<string, Facts> {
    try {
      this.#facts ??= factsOf(this.#all());
    } catch (error) {
      if (!(error instanceof DescriptionError)) throw error;
      this.#facts = new Map();
    }
    return this.#facts;
  }
}
