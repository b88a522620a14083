import { JsonText, writeJson } from "../description/json-text.ts";
import type { Projection } from "../description/project.ts";
import { type ProjectRecord, projectRecord, type RecordView } from "../description/record-view.ts";
import type { Collection, Entity } from "../store/collection.ts";
import type { Store } from "../store/store.ts";

/** The JSON of a record, and what it was made from. */
interface KeptText {
  readonly view: unknown;
  readonly json: JsonText;
  /** The collections that the view used, with their revisions. */
  readonly used: readonly (readonly [collection: Collection<Entity>, revision: number])[];
}

type Texts = Map<object, Map<Projection, KeptText>>;

/** The number of characters after which the JSON that was not used since is dropped. */
const maxCharacters = 16_000_000;

/**
 * Keeps the JSON of records, for each schema that they were projected onto. Lists and reads of
 * records that did not change then neither compute nor project their views.
 *
 * JSON is used again only for the same record, and only while the collections that its view used
 * have the same revisions.
 */
export class RecordTexts {
  readonly store: Store;
  readonly #maxCharacters: number;
  #recent: Texts = new Map();
  /** JSON that is dropped next, unless it is used before. */
  #older: Texts = new Map();
  #characters = 0;

  constructor(store: Store, max: number = maxCharacters) {
    this.store = store;
    this.#maxCharacters = max;
  }

  /** Projects the view of a record: the result is its JSON. */
  readonly project: ProjectRecord = (record, projection) => {
    const recent = this.#recent.get(record.record)?.get(projection);
    if (recent && isCurrent(recent, record)) return recent.json;
    const older = this.#older.get(record.record)?.get(projection);
    const kept = older && isCurrent(older, record) ? older : this.#write(record, projection);
    this.#keep(record.record, projection, kept);
    return kept.json;
  };

  #write(record: RecordView, projection: Projection): KeptText {
    // Views of other records inside this one are computed with it, so that their collections count.
    const { result, used } = this.store.track(() => projectRecord(record, projection));
    return {
      view: record.view,
      json: new JsonText(writeJson(result)),
      used: [...used].map((collection) => [collection, collection.revision] as const),
    };
  }

  #keep(record: object, projection: Projection, kept: KeptText): void {
    if (this.#characters > this.#maxCharacters) {
      this.#older = this.#recent;
      this.#recent = new Map();
      this.#characters = 0;
    }
    this.#characters += kept.json.text.length;
    const texts = this.#recent.get(record);
    if (texts) texts.set(projection, kept);
    else this.#recent.set(record, new Map([[projection, kept]]));
  }
}

function isCurrent({ view, used }: KeptText, record: RecordView): boolean {
  return (
    view === record.view && used.every(([collection, revision]) => collection.revision === revision)
  );
}
