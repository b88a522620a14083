import { type CallOptions, ConfigError, isGone, mergedInto } from "@interkit/client";
import { checkBooleans, checkNames, checkSignal, checkText } from "../options/check.ts";
import { classifyError } from "../run/classify-error.ts";
import type { ContactEraser } from "./contact-eraser.ts";
import { type ErasureSubject, type FoundContact, FoundContacts } from "./find-contacts.ts";
import { type ErasedContact, type ErasureNote, type ErasureReport, remaining } from "./report.ts";

/** The options of an erasure. */
export interface EraseOptions {
  /** Finds the contacts and deletes none; `false` by default. */
  readonly dryRun?: boolean | undefined;
  /** Aborts the erasure. What was deleted until then stays deleted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deletes a person for good, as a request under data protection law demands: every contact that has one of the given
 * identifiers, users and leads, and the contact that one of them was merged into. It is done after the call, also
 * where contacts were deleted before: a second call finds them gone.
 *
 * Intercom deletes a contact within seven days, with its conversations; until then, its support can restore it.
 * Nothing is created, and no contact is restored in order to be found. Archived and blocked contacts are deleted by
 * their id in every version; by external id and email they are found in 2.17 and Preview alone. The report names what
 * could not be looked for, and has no personal data beside the ids of Intercom.
 *
 * @param intercom what `createIntercom` of any version returned, or `{ contacts }`.
 * @param person who it is, by an `id` of Intercom, an `external_id` of yours, an `email`, or several of them.
 * @throws {ConfigError} for a person without an identifier, and for wrong options, before anything is sent.
 * @throws {ApiError} when a request fails for good. The other contacts are deleted: call it again.
 * @see https://www.intercom.com/help/en/articles/1815435-how-do-i-delete-users-and-leads-in-intercom
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.17";
 * import { erase } from "@interkit/jobs/erase";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const person = { external_id: "42", email: "ada@example.com" };
 * const { contacts } = await erase(intercom, person, { dryRun: true });
 * console.log(`${contacts.length} contacts would be deleted`);
 * const report = await erase(intercom, person);
 * for (const { id, state } of report.contacts) console.log(id, state);
 * for (const { what, why } of report.notLookedFor) console.log("not looked for:", what, why);
 * ```
 */
export async function erase(
  intercom: ContactEraser,
  person: ErasureSubject,
  options: EraseOptions = {},
): Promise<ErasureReport> {
  checkPerson(person);
  checkNames("erase", options, ["dryRun", "signal"]);
  const { dryRun = false, signal } = options;
  checkBooleans("erase", { dryRun });
  checkSignal("erase", signal);
  signal?.throwIfAborted();
  const call: CallOptions = signal === undefined ? {} : { signal };
  const found = new FoundContacts(intercom.contacts, call);
  await found.find(person);
  const contacts: ErasedContact[] = [];
  let failure: { readonly error: unknown } | undefined;
  for (const contact of found.values()) {
    let state: ErasedContact["state"];
    try {
      state = dryRun
        ? plannedState(contact, found.hasInactive)
        : await deletedState(intercom, contact, found, call);
    } catch (error) {
      if (signal?.aborted || classifyError(error) === "final") throw error;
      // One that cannot be deleted must not keep the others.
      failure ??= { error };
      continue;
    }
    const { id, role, foundBy, mergedInto: into } = contact;
    contacts.push({ id, ...(role && { role }), foundBy, state, ...(into && { mergedInto: into }) });
  }
  if (failure !== undefined) throw failure.error;
  return {
    isDryRun: dryRun,
    contacts,
    stays: remaining,
    notLookedFor: notLookedFor(person, found.hasInactive),
  };
}

function checkPerson(person: ErasureSubject): void {
  checkNames("The person to erase", person, ["id", "external_id", "email"]);
  const given = Object.entries(person).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkText("The person to erase", name, value);
  if (given.length === 0) {
    throw new ConfigError("The person to erase needs an id, an external_id or an email");
  }
}

/** What a dry run reports of a contact. */
function plannedState({ status }: FoundContact, hasInactive: boolean): ErasedContact["state"] {
  if (status === "active" || status === "inactive") return "found";
  if (status !== "unreadable") return status;
  return hasInactive ? "gone" : "unknown";
}

/** Deletes a contact, unless that is done. */
async function deletedState(
  { contacts }: ContactEraser,
  contact: FoundContact,
  found: FoundContacts,
  call: CallOptions,
): Promise<ErasedContact["state"]> {
  const { status } = contact;
  if (status === "pending" || status === "merged" || status === "gone") return status;
  try {
    await contacts.delete(contact.id, call);
    return "pending";
  } catch (error) {
    if (!isGone(error)) throw error;
    const into = mergedInto(error);
    if (into === undefined) return "gone";
    // It was merged after it was found.
    await found.followMerge(contact, into);
    return "merged";
  }
}

function notLookedFor(person: ErasureSubject, hasInactive: boolean): ErasureNote[] {
  const isSearched = person.external_id !== undefined || person.email !== undefined;
  const notes: ErasureNote[] = [];
  if (isSearched) {
    notes.push({
      what: "recent contacts",
      why: "The search may not have contacts that were created or changed in the last minutes: erase the person once more later",
    });
  }
  if (isSearched && !hasInactive) {
    notes.push({
      what: "inactive contacts",
      why: "No search has contacts that are archived or blocked: use a client of 2.17 or Preview, or give their ids",
    });
  }
  if (person.id !== undefined && !hasInactive) {
    notes.push({
      what: "merged contacts",
      why: "The API may not report where a contact was merged to, up to 2.15: give the external_id or the email too",
    });
  }
  notes.push({
    what: "visitors",
    why: "The API deletes no visitors. Intercom deletes those that were not seen for nine months",
  });
  return notes;
}
