import type { AdminWithApp } from "@interkit/client/latest";
import type { Connection } from "../connection/connection.ts";
import type { Check } from "./check.ts";

const maxSkewMs = 30_000;

/** The workspace, and whether requests are sent to its region. */
export function checkWorkspace({ app }: AdminWithApp, { options }: Connection): Check {
  if (app === null) {
    const fix = "use the token of an app of a workspace";
    return { name: "workspace", result: "failed", message: "the token is of none", fix };
  }
  const { id_code: id, name, region } = app;
  const details = { id, name, region };
  const used = usedRegion(options);
  const message = `${name} (${id}) in ${region}`;
  if (used === undefined || used === region.toUpperCase()) {
    return { name: "workspace", result: "ok", message, details };
  }
  return {
    name: "workspace",
    result: "warning",
    message: `${message}, while requests are sent to ${used}`,
    fix: `give --region ${region.toLowerCase()}`,
    details,
  };
}

/** The region that an address is of; nothing for `https://api.intercom.io`, which finds the region, and others. */
function usedRegion({ region, baseUrl }: Connection["options"]): string | undefined {
  const ofHost = /^https:\/\/api\.(eu|au)\.intercom\.io(\/|$)/.exec(baseUrl ?? "")?.[1];
  return (region ?? ofHost)?.toUpperCase();
}

/** The calls that are left in the current window. */
export function checkRateLimit(headers: Headers): Check {
  const number = (name: string) => Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  const [limit, remaining, reset] = [number("limit"), number("remaining"), number("reset")];
  if (Number.isNaN(limit) || Number.isNaN(remaining)) {
    return { name: "rate limit", result: "ok", message: "the response has none" };
  }
  const resetAt = Number.isNaN(reset) ? undefined : new Date(reset * 1000).toISOString();
  const details = { limit, remaining, resetAt };
  const text = `${remaining.toLocaleString("en-US")} of ${limit.toLocaleString("en-US")} calls left`;
  const message = resetAt === undefined ? text : `${text} until ${resetAt}`;
  if (remaining > 0) return { name: "rate limit", result: "ok", message, details };
  const fix = "wait until then, or let other programs of this workspace call less";
  return { name: "rate limit", result: "warning", message, fix, details };
}

/** The difference between the clocks of Intercom and of this system. */
export function checkClock(headers: Headers, now: number = Date.now()): Check {
  const date = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(date))
    return { name: "clock", result: "ok", message: "the response has no date" };
  const skewMs = now - date;
  const details = { skewMs };
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= maxSkewMs) {
    return { name: "clock", result: "ok", message: `right within ${seconds} s`, details };
  }
  return {
    name: "clock",
    result: "warning",
    message: `${seconds.toLocaleString("en-US")} s ${skewMs > 0 ? "ahead of" : "behind"} Intercom's`,
    fix: "set the clock: signatures of sign-ins and times of --since depend on it",
    details,
  };
}

/** The version of requests, and the one that the app has for requests that name none. */
export function checkVersion(version: string, ofApp: string | null): Check {
  const details = { version, ofApp };
  const message =
    ofApp === null
      ? `requests are of ${version}`
      : `requests are of ${version}; the app's own is ${ofApp}`;
  return { name: "API version", result: "ok", message, details };
}
