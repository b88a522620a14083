import { slug } from "github-slugger";
import type { Example } from "../examples/run.ts";
import { Evidence } from "../fields/evidence.ts";
import { Homes } from "../fields/homes.ts";
import { Objects } from "../fields/objects.ts";
import type { FieldRow } from "../fields/rows.ts";
import type { Api, ApiVersion } from "../model/api.ts";
import { rangeWords } from "../model/ranges.ts";
import { addressOf, addressOfMethod, allResources } from "../model/resources.ts";

/** What the pages of all versions share. */
export class Reference {
  readonly api: Api;
  readonly names: readonly string[];
  readonly evidence: Evidence;
  readonly objects: ReadonlyMap<string, Objects>;
  readonly homes: Homes;
  readonly #examples: ReadonlyMap<string, ReadonlyMap<string, Example>>;
  /** The versions of each method, and of each field of the schemas, by id and by `Contact.name`. */
  readonly #present = new Map<string, Set<string>>();

  /** @param examples Those of each version, by the id of the method. */
  constructor(api: Api, examples: ReadonlyMap<string, ReadonlyMap<string, Example>>) {
    this.api = api;
    this.#examples = examples;
    this.names = api.versions.map(({ name }) => name);
    this.evidence = new Evidence(this.names);
    this.objects = new Map(api.versions.map((version) => [version.name, new Objects(version)]));
    this.homes = new Homes(api, this.objects);
    for (const version of api.versions) this.#addPlaces(version);
  }

  #addPlaces(version: ApiVersion): void {
    const objects = this.objectsOf(version);
    for (const method of version.methods) {
      this.#add(method.id, version);
      const { queryParameters } = method.method;
      for (const { name } of queryParameters) this.#add(`${method.id}?${name}`, version);
      for (const { path } of objects.body(method)?.rows ?? []) {
        this.#add(`${method.id} ${path}`, version);
      }
      for (const schema of objects.reachedBy(method)) {
        this.#add(schema, version);
        for (const { path } of objects.get(schema).rows) this.#add(`${schema}.${path}`, version);
      }
    }
  }

  #add(place: string, { name }: ApiVersion): void {
    const present = this.#present.get(place) ?? new Set();
    this.#present.set(place, present.add(name));
  }

  objectsOf({ name }: ApiVersion): Objects {
    return this.objects.get(name) as Objects;
  }

  /** The versions that have something. */
  versionsOf(place: string): ReadonlySet<string> {
    return this.#present.get(place) ?? new Set();
  }

  example(id: string, { name }: ApiVersion): Example {
    return this.#examples.get(name)?.get(id) as Example;
  }

  /** The address of a method in the newest version, where its example is the same. */
  sameInLatest(id: string, version: ApiVersion): string | undefined {
    const latest = this.api.versions.find(({ name }) => name === this.api.latest);
    if (latest === undefined || latest === version) return undefined;
    const inputs = [version, latest].map((one) => JSON.stringify(this.example(id, one)?.input));
    if (inputs[0] !== inputs[1]) return undefined;
    return addressOfMethod(this.api, latest, id);
  }

  /** In which versions something is, unless it is in all that have what it belongs to. */
  range(place: string, owner?: string): string {
    const own = this.versionsOf(place);
    if (owner !== undefined && own.size === this.versionsOf(owner).size) return "";
    return rangeWords(own, this.names);
  }

  /** Makes links of `[[Contact]]`. */
  linked(words: string, version: ApiVersion): string {
    return words.replace(/\[\[(\w+)\]\]/g, (_, name: string) => {
      const home = this.homes.of(name, version);
      const resource = allResources.find(({ id }) => id === home);
      const page = addressOf(this.api, version, resource?.slug);
      return `[${name}](${page}#${slug(name)})`;
    });
  }

  /** A row of a table of fields: name, type, meaning with evidence. */
  fieldCells(row: FieldRow, version: ApiVersion, owner: string, place: string): string[] {
    const { path, type, description, isDeprecated } = row;
    const range = this.range(place, owner);
    const notes = [range && `${sentenceCase(range)}.`, isDeprecated && "Deprecated."];
    const meaning = [description, ...notes, ...this.evidence.ofField(row, version.name)];
    return [`\`${path}\``, this.linked(type, version), meaning.filter(Boolean).join(" ")];
  }
}

export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
