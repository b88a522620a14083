import { asObject, type JsonObject } from "interkit-generator/description/source";
import type { Change } from "../../differences/changes.ts";
import { Description } from "../../differences/description.ts";
import { asArray } from "../../differences/json.ts";
import type { Side } from "./sides.ts";

/** Finds the resource that a change belongs to. */
export class Resources {
  readonly #byRoute = new Map<string, string>();
  readonly #folders: ReadonlyMap<string, string>;

  constructor(...sides: readonly Side[]) {
    for (const document of sides.flatMap(({ documents }) => [...documents.values()])) {
      for (const { route, path, id, node } of new Description(document).everyOperation) {
        this.#byRoute.set(route, resourceOfOperation(path, id, node));
      }
    }
    this.#folders = new Map(sides.flatMap(({ folders }) => [...folders]));
  }

  /** A schema belongs to the resource that defines it, or to that of all operations that use it. */
  of({ place, routes }: Pick<Change, "place" | "routes">): string {
    const [schema = ""] = place.split(/[.[{< ]/);
    const folder = this.#folders.get(schema);
    if (folder !== undefined) return this.#ofFolder(folder);
    const [only, ...more] = new Set(routes.map((route) => this.#byRoute.get(route) ?? "shared"));
    return only === undefined || more.length > 0 ? "shared" : only;
  }

  /** `contact`, `contacts-merge` and `article-input` are folders of `contacts` and `articles`. */
  #ofFolder(folder: string): string {
    const known = new Set(this.#byRoute.values());
    const words = folder.split("-");
    for (let length = words.length; length > 0; length--) {
      const name = camelCase(words.slice(0, length));
      const found = [name, `${name}s`].find((one) => known.has(one));
      if (found !== undefined) return found;
    }
    return camelCase(words);
  }
}

/** `contacts.tags.list` belongs to `contacts`; elsewhere it is the first tag that names the resource. */
function resourceOfOperation(path: string, id: string | undefined, node: JsonObject): string {
  if (id?.includes(".")) return id.split(".")[0] as string;
  const [tag] = asArray(asObject(node)?.["tags"]).filter((one) => typeof one === "string");
  return tag ?? path.split("/").find((part) => part !== "" && !part.startsWith("{")) ?? "shared";
}

function camelCase([first = "", ...rest]: readonly string[]): string {
  return first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
}
