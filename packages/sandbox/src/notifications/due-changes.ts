import type { RequestContext } from "../engine/request-context.ts";
import { conversations } from "../records/conversations.ts";
import { allConversations } from "../resources/conversations/conversation-rules.ts";
import { jobs } from "../resources/jobs/jobs.ts";
import { endOf, jobState } from "../resources/jobs/progress.ts";
import { applySchedule, articles } from "../resources/knowledge/article-model.ts";
import type { Store } from "../store/store.ts";

/**
 * Makes the changes that are due: snoozes end, scheduled articles are published, and jobs are done.
 * Without webhooks, the next read makes them.
 */
export function applyDueChanges(context: RequestContext): void {
  context.store.transaction(() => {
    allConversations(context);
    for (const article of context.collection(articles).all()) applySchedule(context, article);
    for (const { id, progress } of context.collection(jobs).all()) {
      if (progress.seen_at !== null || jobState(progress, context.now) !== "done") continue;
      const seen_at = endOf(progress);
      context.collection(jobs).update(id, { progress: { ...progress, seen_at } });
    }
  });
}

/** When the next change is due, in Unix seconds; `undefined` when none is. */
export function nextDueChange(store: Store): number | undefined {
  const [snoozed] = store
    .collection(conversations)
    .between("snoozed_until", 0, Number.POSITIVE_INFINITY)
    .read();
  const schedules = store
    .collection(articles)
    .all()
    .flatMap(({ scheduled_publish_at: on, scheduled_unpublish_at: off }) => [on, off]);
  const ends = store
    .collection(jobs)
    .all()
    .map(({ progress }) => (progress.seen_at === null ? endOf(progress) : null));
  const times = [snoozed?.snoozed_until, ...schedules, ...ends].filter((at) => at != null);
  return times.length > 0 ? Math.min(...times) : undefined;
}
