import type { Description } from "../description/description.ts";
import type { Version } from "../description/versions.ts";
import type { LogEntry } from "../engine/request-log.ts";
import { Changes } from "../notifications/changes.ts";
import { applyDueChanges, nextDueChange } from "../notifications/due-changes.ts";
import {
  contextWithoutRequest,
  ping,
  requestCompleted,
  writeItem,
} from "../notifications/notification.ts";
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
import { type AddedTarget, checkTarget, checkWorkspaceId, type WebhookTarget } from "./target.ts";
import type { TargetQueue } from "./target-queue.ts";
import { Timer } from "./timer.ts";

/** The parts of a sandbox that its webhooks use. */
export interface WebhooksContext {
  readonly settings: WebhookSettings;
  readonly clock: Clock;
  readonly seed: string;
  /** The first workspace, of which a ping is. */
  readonly workspace: WorkspaceFacts;
  /** The states of the workspaces, where they can be used. */
  readonly stores: () => readonly Store[];
  readonly defaultVersion: Version;
  /** Whether an app is installed in a workspace. When left out, every app is in every workspace. */
  readonly isInstalled?: (appId: string, workspaceId: string) => boolean;
}

/** Notifies targets of what happens in the workspace. */
export class Webhooks implements SandboxWebhooks {
  readonly #context: WebhooksContext;
  readonly #dispatcher: Dispatcher;
  readonly #descriptions = new Descriptions();
  readonly #dueTimer = new Timer();

  constructor(context: WebhooksContext) {
    this.#context = context;
    this.#dispatcher = new Dispatcher(context);
    this.#start();
  }

  add(given: WebhookTarget): AddedTarget {
    return this.#add(
      given,
      this.#context.stores().map(({ workspace }) => workspace.id),
    );
  }

  #add(given: WebhookTarget, workspaceIds: readonly string[]): AddedTarget {
    if (this.#dispatcher.isClosed) {
      throw new TypeError("This sandbox is closed: no target can be added.");
    }
    const target = checkTarget(given, this.#context.defaultVersion);
    checkWorkspaceId(target, workspaceIds);
    this.#descriptions.load(target.version);
    const queue = this.#dispatcher.addTarget(target);
    const { workspace } = this.#context;
    const id = target.workspaceId ?? workspace.id;
    this.#notify([queue], [ping], emptyStore({ ...workspace, id }));
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
    await this.#written();
    await this.#dispatcher.flush();
  }

  async settled(): Promise<void> {
    if (!this.#context.settings.isManual) return this.flush();
    await this.#written();
    await this.#dispatcher.ended();
  }

  /** Notifies targets of the changes of a transaction. */
  committed(store: Store, changes: readonly RecordedChange[]): void {
    const { queues } = this.#dispatcher;
    if (queues.length === 0) return;
    const all = new Changes(store, this.#seconds, changes);
    const occurrences = rules.flatMap((rule) => [...rule(all)]);
    this.#notify(queues, occurrences, store);
    this.#setDueTimer();
  }

  /** Notifies targets of a request to the API. */
  requested(entry: LogEntry): void {
    if (entry.status < 200 || entry.status >= 300) return;
    const { queues } = this.#dispatcher;
    if (queues.length === 0) return;
    const store = this.#context.stores().find(({ workspace }) => workspace.id === entry.workspace);
    if (store) this.#notify(queues, [requestCompleted(entry)], store);
  }

  /** Sends what became due, after the clock was changed. */
  clockChanged(): void {
    this.#applyDue();
    this.#dispatcher.deliverSoon();
  }

  /** Returns to the targets and the faults of a new sandbox, with an empty outbox. */
  reset(): void {
    this.#dispatcher.reset();
    this.#start();
  }

  /** Ends all requests and timers. */
  close(): Promise<void> {
    this.#dueTimer.clear();
    return this.#dispatcher.close();
  }

  /** Resolves when the outbox has everything that happened until now. */
  async #written(): Promise<void> {
    while (this.#descriptions.loading) await this.#descriptions.loading;
    this.#applyDue();
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
    for (const target of targets) this.#add(target, []);
  }

  /** Makes the changes that are due at the time of the clock, so that targets are notified. */
  #applyDue(): void {
    const description = this.#descriptions.any;
    if (!description || this.#dispatcher.queues.length === 0) return;
    for (const store of this.#context.stores()) {
      const next = nextDueChange(store);
      if (next === undefined || next > this.#seconds) continue;
      applyDueChanges(contextWithoutRequest(description, store, this.#seconds));
    }
    this.#setDueTimer();
  }

  #setDueTimer(): void {
    const { settings, clock, stores } = this.#context;
    this.#dueTimer.clear();
    if (settings.isManual || clock.paused) return;
    const times = stores().flatMap((store) => nextDueChange(store) ?? []);
    if (times.length > 0) {
      this.#dueTimer.set(Math.min(...times) * 1000 - clock.now, () => this.#applyDue());
    }
  }

  #notify(queues: readonly TargetQueue[], occurrences: readonly Occurrence[], store: Store): void {
    const moment = { now: this.#seconds, createdAt: this.#now };
    let frozen: Store | undefined;
    for (const occurrence of occurrences) {
      const { topic } = occurrence;
      const wanting = queues.filter((queue) => this.#isFor(queue, topic, store.workspace.id));
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

  #isFor(queue: TargetQueue, topic: string, workspaceId: string): boolean {
    const { isInstalled = () => true } = this.#context;
    const { appId } = queue.target;
    const isReached = topic === "ping" || appId === undefined || isInstalled(appId, workspaceId);
    return isReached && queue.wants(topic, workspaceId);
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
