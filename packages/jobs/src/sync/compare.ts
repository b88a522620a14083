import { ConfigError } from "@interkit/client";
import type { OpenCollection } from "../collections/collection.ts";
import type { StateStore } from "../state/state-store.ts";
import { type Declared, readAgain, readSource } from "./declared.ts";
import { type Approval, checkRevision, parseApproval } from "./guards.ts";
import { lookAtIntercom, type Seen } from "./look.ts";
import { Notices } from "./notices.ts";
import type { SyncSettings } from "./settings.ts";
import { readSyncState, type SyncState } from "./sync-state.ts";
import { numberText, visible } from "./visible.ts";
import { planWrites, type Writes } from "./writes.ts";

/** What a plan is made from. */
export interface PlanInput<Wanted> {
  readonly settings: SyncSettings<Wanted>;
  readonly state: StateStore;
  readonly approve: string | undefined;
  readonly signal: AbortSignal;
}

/** The source, the state and Intercom, compared. */
export interface Comparison extends Seen {
  readonly stored: SyncState;
  readonly approval: Approval | undefined;
  readonly open: OpenCollection;
  readonly declared: ReadonlyMap<string, Declared>;
  readonly writes: Writes;
  readonly notices: Notices;
}

/**
 * Reads the state, the source and Intercom. Nothing is written.
 *
 * @throws {ConfigError} for a source without items, for objects that cannot be sent, for a state of another collection
 * or one that was lost, and for an approval of another state.
 * @throws what the source throws.
 */
export async function compare<Wanted>(input: PlanInput<Wanted>): Promise<Comparison> {
  const { settings, signal } = input;
  const { to: collection, from: source, concurrency } = settings;
  const approval = parseApproval(input.approve);
  const stored = await readSyncState(input.state, settings.name);
  checkRevision(approval, stored.revision);
  const { records } = stored;
  const notices = new Notices();
  const notice = (...args: Parameters<Notices["add"]>) => notices.add(...args);
  const call = { signal, priority: "bulk" } as const;
  const open = await collection.open({ call, notice: (message) => notice(message) });
  checkCollection(settings, stored, open);
  const reading = { source, collection, open, records, signal, notice };
  const declared = await readSource(reading);
  checkNotEmpty(settings, declared.size);
  const { hasKeys, removal } = collection;
  const removes = removal !== "never";
  const look = { open, declared, records, hasKeys, removes, concurrency, signal, notice };
  const seen = await lookAtIntercom(look);
  const writes = await planWrites({
    survey: seen.survey,
    declared,
    records,
    readAgain: (wanted) => readAgain(reading, wanted),
  });
  if (!hasKeys) checkSameTitles(settings, writes, { stored, notice });
  await checkObjects(settings, open, writes);
  return { ...seen, stored, approval, open, declared, writes, notices };
}

function checkCollection<Wanted>(
  { name, to }: SyncSettings<Wanted>,
  { collection }: SyncState,
  { id }: OpenCollection,
): void {
  if (collection === undefined || collection === id) return;
  throw new ConfigError(
    `The state of the sync "${name}" is that of another workspace or collection (${collection}) than ${to.name} (${id}); use the client and the options that it was made with, or give the sync another name or state`,
  );
}

/** @throws {ConfigError} since an empty source is a mistake more often than a wish. */
function checkNotEmpty<Wanted>({ from, to, allowEmpty }: SyncSettings<Wanted>, size: number): void {
  if (size > 0 || allowEmpty) return;
  throw new ConfigError(
    `The source ${from.name} has no items, and ${to.name} would be emptied: check where it reads from. If that is meant, give createSync "allowEmpty: true"`,
  );
}

/**
 * Looks for objects without keys that would be created a second time.
 *
 * @throws {ConfigError} where there is no state: it may be lost, with the ids of all.
 */
function checkSameTitles<Wanted>(
  { name, to, allowSameTitles }: SyncSettings<Wanted>,
  { creates }: Writes,
  { stored, notice }: { readonly stored: SyncState; notice(message: string): void },
): void {
  const repeated = creates.filter(({ others }) => others.length > 0);
  const [first] = repeated;
  if (allowSameTitles || first === undefined) return;
  const which = `the titles of ${numberText(repeated.length)} that would be created, such as "${visible(first.change.title)}" (${first.others[0]})`;
  if (stored.collection !== undefined) {
    notice(
      `Intercom has ${to.nouns[1]} that the state does not have, with ${which}. If the state is an older one, restore the newest`,
    );
    return;
  }
  throw new ConfigError(
    `The state has nothing of the sync "${name}", and Intercom has ${to.nouns[1]} with ${which}. If the state was lost, restore it, so that none is created a second time. If they are others, give createSync "allowSameTitles: true"`,
  );
}

const mostProblems = 10;

/** @throws {ConfigError} with what is wrong with the objects that would be sent. */
async function checkObjects<Wanted>(
  { to }: SyncSettings<Wanted>,
  open: OpenCollection,
  { creates, updates }: Writes,
): Promise<void> {
  const problems = await open.check([...creates, ...updates].map(({ object }) => object));
  if (problems.length === 0) return;
  const lines = problems.slice(0, mostProblems).map((problem) => `\n- ${visible(problem, 500)}`);
  const more = problems.length - lines.length;
  throw new ConfigError(
    `${to.name}: ${problems.length === 1 ? "one problem" : `${problems.length} problems`}, and nothing was written${lines.join("")}${more > 0 ? `\n- and ${more} more` : ""}`,
  );
}
