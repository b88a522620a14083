import type { Description } from "../description/description.ts";
import type { Version } from "../description/versions.ts";
import type { LogEntry } from "../engine/request-log.ts";
import { Changes } from "../notifications/changes.ts";
import { ping, requestCompleted, writeItem } from "../notifications/notification.ts";
import type { Occurrence } from "../notifications/occurrence.ts";
import { rules } from "../notifications/rules/index.ts";
import type { Clock } from "../state/clock.ts";
import type { RecordedChange } from "../store/journal.ts";
import { Store } from "../store/store.ts";
import type { WorkspaceFacts } from "../store/workspace.ts";
import type { WebhookDelivery } from "./delivery.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import { Descriptions } from "./descriptions.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { WebhookSettings } from "./options.ts";
import type { DeliveryFilter } from "./outbox.ts";
import type { SandboxWebhooks } from "./sandbox-webhooks.ts";
import { type AddedTarget, checkTarget, type WebhookTarget } from "./target.ts";
import type { TargetQueue } from "./target-queue.ts";

/** The parts of a sandbox that its webhooks use. */
export interface WebhooksContext {
  readonly settings: WebhookSettings;
  readonly clock: Clock;
  readonly seed: string;
  /** The first workspace, of which a ping is. */
  readonly workspace: WorkspaceFacts;
  readonly defaultVersion: Version;
}

/** Notifies targets of what happens in the workspace. */
export class Webhooks implements SandboxWebhooks {
  readonly #context: WebhooksContext;
  readonly #dispatcher: Dispatcher;
  readonly #descriptions = new Descriptions();

  constructor(context: WebhooksContext) {
    this.#context = context;
    this.#dispatcher = new Dispatcher(context);
    this.#start();
  }

  add(given: WebhookTarget): AddedTarget {
    if (this.#dispatcher.isClosed) {
      throw new TypeError("This sandbox is closed: no target can be added.");
    }
    const target = checkTarget(given, this.#context.defaultVersion);
    this.#descriptions.load(target.version);
    const queue = this.#dispatcher.addTarget(target);
    this.#notify([queue], [ping], emptyStore(this.#context.workspace));
    return queue.entry(this.#now);
  }

  list(): AddedTarget[] {
    return this.#dispatcher.queues.map((queue) => queue.entry(this.#now));
  }

  remove(id: string): boolean {
    return this.#dispatcher.removeTarget(id);
  }

  clear(): void {
    for (const { id } of this.#dispatcher.queues) this.remove(id);
  }

  deliveries(filter?: DeliveryFilter): WebhookDelivery[] {
    return this.#dispatcher.outbox.list(filter);
  }

  redeliver(id: string): WebhookDelivery {
    const delivery = this.#dispatcher.outbox.get(id);
    if (!delivery) throw new TypeError(`There is no delivery ${id}.`);
    this.#dispatcher.redeliver(delivery);
    return delivery.entry();
  }

  get faults(): DeliveryFaults {
    return this.#dispatcher.faults;
  }

  set faults(faults: DeliveryFaults) {
    this.#dispatcher.faults = faults;
  }

  async flush(): Promise<void> {
    while (this.#descriptions.loading) await this.#descriptions.loading;
    await this.#dispatcher.flush();
  }

  settled(): Promise<void> {
    return this.#context.settings.isManual ? this.#dispatcher.ended() : this.flush();
  }

  /** Notifies targets of the changes of a transaction. */
  committed(store: Store, changes: readonly RecordedChange[]): void {
    const { queues } = this.#dispatcher;
    if (queues.length === 0) return;
    const all = new Changes(store, this.#seconds, changes);
    const occurrences = rules.flatMap((rule) => [...rule(all)]);
    this.#notify(queues, occurrences, store);
  }

  /** Notifies targets of a request to the API. */
  requested(entry: LogEntry): void {
    if (entry.status < 200 || entry.status >= 300) return;
    const { queues } = this.#dispatcher;
    if (queues.length === 0) return;
    const store = emptyStore({ ...this.#context.workspace, id: entry.workspace });
    this.#notify(queues, [requestCompleted(entry)], store);
  }

  /** Sends what became due, after the clock was changed. */
  clockChanged(): void {
    this.#dispatcher.deliverSoon();
  }

  /** Returns to the targets and the faults of a new sandbox, with an empty outbox. */
  reset(): void {
    this.#dispatcher.reset();
    this.#start();
  }

  /** Ends all requests and timers. */
  close(): Promise<void> {
    return this.#dispatcher.close();
  }

  get #now(): number {
    return this.#context.clock.now;
  }

  get #seconds(): number {
    return Math.floor(this.#now / 1000);
  }

  #start(): void {
    const { targets, faults } = this.#context.settings;
    this.faults = faults;
    for (const target of targets) this.add(target);
  }

  #notify(queues: readonly TargetQueue[], occurrences: readonly Occurrence[], store: Store): void {
    const active = queues.filter(({ isDisabled }) => !isDisabled);
    const moment = { now: this.#seconds, createdAt: this.#now };
    let frozen: Store | undefined;
    for (const occurrence of occurrences) {
      const wanting = active.filter((queue) => queue.wants(occurrence.topic));
      if (wanting.length === 0) continue;
      const id = occurrence === ping ? null : this.#dispatcher.outbox.nextNotificationId();
      for (const queue of wanting) {
        const { version } = queue.target;
        // Until its description is loaded, an item is written from a copy of the state.
        const isLoaded = this.#descriptions.isLoaded(version);
        if (!isLoaded) frozen ??= new Store(this.#context.seed, store.snapshot(), store.workspace);
        const from = isLoaded ? store : (frozen ?? store);
        this.#descriptions.use(version, (description) =>
          this.#dispatch(queue, occurrence, { description, store: from, id, ...moment }),
        );
      }
    }
  }

  #dispatch(queue: TargetQueue, occurrence: Occurrence, moment: Moment): void {
    const { description, store, id, now, createdAt } = moment;
    const item = writeItem(description, store, now, occurrence);
    // The version of the target may not have the topic.
    if (item === undefined) return;
    const appId = store.workspace.id;
    const { topic } = occurrence;
    this.#dispatcher.dispatch(queue, { topic, notificationId: id, appId, item, createdAt });
  }
}

/** When something happened, and the state at that time. */
interface Moment {
  readonly description: Description;
  readonly store: Store;
  /** The id of the notification. */
  readonly id: string | null;
  readonly now: number;
  readonly createdAt: number;
}

/** The state for items that are not about records. */
function emptyStore(workspace: WorkspaceFacts): Store {
  return new Store("", undefined, workspace);
}
