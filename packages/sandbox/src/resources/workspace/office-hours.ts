import { apiError } from "../../engine/errors.ts";
import type { Handler, Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { oldestFirst } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { recordActivity } from "./activity-logs.ts";

interface Interval {
  readonly start_minute?: number;
  readonly end_minute?: number;
}

export interface Schedule extends Entity {
  readonly name: string;
  readonly time_zone_name: string;
  readonly time_intervals: readonly Interval[];
  readonly twenty_four_seven: boolean;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface Exception extends Entity {
  readonly office_hours_schedule_id: string;
  readonly exception_type: "closed" | "custom_hours";
  readonly time_intervals: readonly Interval[] | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export const schedules: CollectionKey<Schedule> = collection<Schedule>(
  "officeHoursSchedules",
  "number",
);
export const exceptions: CollectionKey<Exception> = collection<Exception>(
  "officeHoursExceptions",
  "number",
);

const day = 24 * 60;
const week = 7 * day;

const refuse = (message: string, field?: string) =>
  apiError(422, "parameter_invalid", message, field);

function checkIntervals(intervals: readonly Interval[], longest: number): void {
  for (const { start_minute: start, end_minute: end } of intervals) {
    if (start === undefined || end === undefined) {
      throw refuse("An interval needs start_minute and end_minute", "time_intervals");
    }
    if (start < 0 || end > longest || start >= end) {
      const message = `An interval must start before it ends, within 0 and ${longest}`;
      throw refuse(message, "time_intervals");
    }
    if (longest === week && (start % 15 !== 0 || end % 15 !== 0)) {
      throw refuse("Intervals must start and end on quarter hours", "time_intervals");
    }
  }
  const sorted = [...intervals].sort((a, b) => Number(a.start_minute) - Number(b.start_minute));
  const overlap = sorted.some((interval, i) => {
    const before = sorted[i - 1];
    return before !== undefined && Number(before.end_minute) > Number(interval.start_minute);
  });
  if (overlap) throw refuse("Intervals must not overlap", "time_intervals");
}

/** Reads and checks a schedule, and computes the properties that depend on its intervals. */
function scheduleOf(context: RequestContext, before?: Schedule): Partial<Schedule> {
  const { time_intervals = before?.time_intervals ?? [], time_zone_name } =
    context.body<Partial<Schedule>>();
  checkIntervals(time_intervals, week);
  if (time_zone_name !== undefined && !isTimeZone(time_zone_name)) {
    throw refuse(`${time_zone_name} is not a time zone`, "time_zone_name");
  }
  const open = time_intervals.reduce(
    (sum, { start_minute = 0, end_minute = 0 }) => sum + end_minute - start_minute,
    0,
  );
  recordActivity(context, {
    activity_type: "office_hours_change",
    activity_description: "The office hours were changed.",
  });
  return {
    time_intervals: time_intervals.map((interval) => ({
      ...interval,
      day_of_week: Math.floor(Number(interval.start_minute) / day),
    })),
    twenty_four_seven: open === week,
    updated_at: context.now,
  };
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** Reads an exception. A closed day has no intervals; other days require them. */
function exceptionOf(context: RequestContext, before?: Exception): Partial<Exception> {
  const { exception_type = before?.exception_type, time_intervals = before?.time_intervals } =
    context.body<Partial<Exception>>();
  const closed = exception_type === "closed";
  if (!closed && !time_intervals?.length) {
    throw refuse("time_intervals must be given for custom_hours", "time_intervals");
  }
  checkIntervals(time_intervals ?? [], day);
  return { time_intervals: closed ? null : (time_intervals ?? null), updated_at: context.now };
}

const scheduleHandlers = crud("officeHoursSchedules", {
  collection: schedules,
  order: oldestFirst,
  created: (context) => ({ created_at: context.now, ...scheduleOf(context) }),
  changed: scheduleOf,
  deleted: (context, { id }) => {
    for (const exception of context.collection(exceptions).all()) {
      if (exception.office_hours_schedule_id === id)
        context.collection(exceptions).delete(exception.id);
    }
    return deletedView("office_hours_schedule", id);
  },
});

const exceptionHandlers = crud("officeHoursSchedules.exceptions", {
  collection: exceptions,
  order: oldestFirst,
  created: (context) => ({ created_at: context.now, ...exceptionOf(context) }),
  changed: exceptionOf,
  deleted: (_, { id }) => deletedView("office_hours_exception", id),
});

/** Refuses requests for exceptions of an unknown schedule. */
function underSchedule(handlers: Handlers): Handlers {
  const wrap = (handler: Handlers[string]): Handler => {
    const { handle, check } = typeof handler === "function" ? { handle: handler } : handler;
    return {
      check: (context) => {
        context.find(schedules, context.param("office_hours_schedule_id"));
        check?.(context);
      },
      handle,
    };
  };
  return Object.fromEntries(Object.entries(handlers).map(([id, handler]) => [id, wrap(handler)]));
}

export const officeHoursHandlers: Handlers = {
  ...scheduleHandlers,
  ...underSchedule(exceptionHandlers),
};
