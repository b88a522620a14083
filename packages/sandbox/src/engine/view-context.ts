import type { Description } from "../description/description.ts";
import type { JsonObject } from "../description/openapi.ts";
import { RecordView } from "../description/record-view.ts";
import type { Version } from "../description/versions.ts";
import type { Collection, CollectionKey, Entity } from "../store/collection.ts";
import type { Store } from "../store/store.ts";
import type { WorkspaceFacts } from "../store/workspace.ts";
import { type ApiError, notFound } from "./errors.ts";

/** What the view of a record may depend on: the API version and the state, not the request. */
export class ViewContext {
  readonly description: Description;
  readonly store: Store;

  constructor(description: Description, store: Store) {
    this.description = description;
    this.store = store;
  }

  get version(): Version {
    return this.description.version;
  }

  /** The workspace of the request. */
  get workspace(): WorkspaceFacts {
    return this.store.workspace;
  }

  collection<T extends Entity>(key: CollectionKey<T>): Collection<T> {
    return this.store.collection(key);
  }

  /** Returns the record with this id. @throws {ApiError} 404 when there is none. */
  find<T extends Entity>(key: CollectionKey<T>, id: string, missing?: () => ApiError): T {
    const found = this.collection(key).get(id);
    if (!found) throw missing ? missing() : notFound();
    return found;
  }

  /**
   * A record as a response, or as a part of one. `view` must be the same function for each request:
   * its JSON is kept, and written again while the record and the collections that it uses stay as
   * they are.
   */
  recordView<T extends Entity>(
    record: T,
    view: (context: ViewContext, record: T) => JsonObject,
  ): RecordView {
    const { description, store } = this;
    return new RecordView(record, view, () => view(new ViewContext(description, store), record));
  }
}
