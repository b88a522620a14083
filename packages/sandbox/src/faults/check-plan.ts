import { parseVersion, versions } from "../description/versions.ts";
import { closest } from "./closest.ts";
import type { ErrorFault, Fault, FaultKind, FaultPlan } from "./fault.ts";

/** A fault with an explicit kind. */
export type CheckedFault = Exclude<Fault, ErrorFault> | (ErrorFault & { readonly kind: "error" });

/** A plan that was validated. */
export type CheckedPlan = FaultPlan & { readonly fault: CheckedFault };

/** Validates a value, and describes the valid values. */
interface Check {
  readonly fits: (value: unknown) => boolean;
  readonly expected: string;
}

type Checks = Readonly<Record<string, Check>>;

const text: Check = { fits: (value) => typeof value === "string", expected: "a string" };
const flag: Check = { fits: (value) => typeof value === "boolean", expected: "true or false" };

function number(from: number, to: number): Check {
  const fits = (value: unknown) => typeof value === "number" && value >= from && value <= to;
  return { fits, expected: `a number from ${from} to ${to}` };
}

function whole(from: number, to: number = Number.MAX_SAFE_INTEGER): Check {
  const fits = (value: unknown) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
  const range = to === Number.MAX_SAFE_INTEGER ? `, ${from} or more` : ` from ${from} to ${to}`;
  return { fits, expected: `a whole number${range}` };
}

const bodiless = [204, 205, 304];
const pageStatus: Check = {
  fits: (value) => whole(200, 599).fits(value) && !bodiless.includes(Number(value)),
  expected: "a whole number from 200 to 599, and not 204, 205 or 304, which have no body",
};

const headerValue: Check = {
  fits: (value) => typeof value === "string" && isHeader("X-Any", value),
  expected: "a string that can be a header",
};

const ownHeaders: Check = {
  fits: (value) =>
    isObject(value) &&
    Object.entries(value).every(
      ([name, headerText]) =>
        typeof headerText === "string" &&
        isHeader(name, headerText) &&
        !/^(content-length|transfer-encoding)$/i.test(name),
    ),
  expected:
    'an object of header names and values, such as { "X-Served-By": "proxy-1" }, ' +
    "without Content-Length and Transfer-Encoding, which follow from the body",
};

const latencyChecks: Checks = { latencyMs: number(0, 3_600_000) };
const appliedChecks: Checks = { ...latencyChecks, applied: flag };

const kinds: Readonly<Record<FaultKind, Checks>> = {
  error: {
    ...appliedChecks,
    status: whole(400, 599),
    code: text,
    message: text,
    retryAfterSeconds: whole(0),
    rateLimitHeaders: flag,
    headers: ownHeaders,
  },
  slow: latencyChecks,
  reset: appliedChecks,
  "cut-off": { ...appliedChecks, afterBytes: whole(0, 100_000_000) },
  html: { ...appliedChecks, status: pageStatus },
  "content-type": { ...appliedChecks, contentType: headerValue },
  "broken-json": appliedChecks,
};

/** The property that a kind of fault requires. */
const requiredProperties: Partial<Record<FaultKind, string>> = {
  error: "status",
  slow: "latencyMs",
};

const planChecks: Checks = {
  route: text,
  operation: text,
  version: {
    fits: (value) => typeof value === "string" && parseVersion(value) !== undefined,
    expected: `one of ${versions.join(", ")}`,
  },
  skip: whole(0),
  times: whole(1),
  chance: number(0, 1),
  seed: text,
  fault: { fits: isObject, expected: "an object, such as { status: 503 }" },
};

/**
 * Validates a plan, which may have come as JSON.
 *
 * @returns a copy, with the current name of the version.
 * @throws {TypeError} when it is invalid, with the mistake and the valid values.
 */
export function checkPlan(given: unknown): CheckedPlan {
  if (!isObject(given)) {
    throw new TypeError(
      `A plan is an object such as { fault: { status: 503 } }, not ${formatValue(given)}.`,
    );
  }
  checkAll("A plan", "", given, planChecks);
  const { chance, seed, skip, times, version } = given;
  if (chance === undefined && seed !== undefined) {
    throw new TypeError("A plan with a seed needs a chance, for which it is the seed.");
  }
  if (chance !== undefined && (skip ?? times) !== undefined) {
    throw new TypeError(
      "A plan has either a chance, or skip and times: leave out chance, or skip and times.",
    );
  }
  if (given["fault"] === undefined) {
    throw new TypeError("A plan needs a fault, such as fault: { status: 503 }.");
  }
  const fault = checkFault(given["fault"] as Record<string, unknown>);
  return structuredClone({
    ...withoutUndefined(given),
    ...(typeof version === "string" ? { version: parseVersion(version) } : {}),
    fault,
  }) as CheckedPlan;
}

function checkFault(given: Readonly<Record<string, unknown>>): CheckedFault {
  const { kind = "error", ...rest } = given;
  if (typeof kind !== "string" || !Object.hasOwn(kinds, kind)) {
    throw new TypeError(
      `There is no kind of fault ${formatValue(kind)}. There are ${Object.keys(kinds).join(", ")}.`,
    );
  }
  const known = kind as FaultKind;
  const name = `A fault of the kind ${known}`;
  checkAll(name, "fault.", rest, kinds[known]);
  const need = requiredProperties[known];
  if (need !== undefined && rest[need] === undefined) {
    const others = given["kind"] === undefined ? " Or name another kind." : "";
    throw new TypeError(`${name} needs a ${need}, ${kinds[known][need]?.expected}.${others}`);
  }
  return { ...withoutUndefined(rest), kind: known } as CheckedFault;
}

function checkAll(
  owner: string,
  place: string,
  given: Readonly<Record<string, unknown>>,
  checks: Checks,
): void {
  for (const [name, value] of Object.entries(given)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) {
      const names = Object.keys(checks);
      const meant = closest(name, names);
      const hint = meant ? `Did you mean ${meant}?` : `It has ${names.join(", ")}.`;
      throw new TypeError(`${owner} has no ${formatValue(name)}. ${hint}`);
    }
    if (value === undefined || check.fits(value)) continue;
    throw new TypeError(`${place}${name} is ${check.expected}, not ${formatValue(value)}.`);
  }
}

function withoutUndefined(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers({ [name]: value }).has(name);
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function formatValue(value: unknown): string {
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
}
