import { createSandbox, type FaultPlan } from "@interkit/sandbox";
import { expect, test } from "vitest";
import { versions } from "./support/versions.ts";

const fault = { status: 503 };

type Mistake = readonly [mistake: string, plan: unknown, message: string];

const unknownRoute = (mistake: string, route: string, advice: string): Mistake => [
  mistake,
  { route, fault },
  `No version has a route "${route}". ${advice}`,
];
const unknownOperation = (mistake: string, operation: string, advice: string): Mistake => [
  mistake,
  { operation, fault },
  `No version has an operation "${operation}". ${advice}`,
];

const mistakes: readonly Mistake[] = [
  unknownRoute("a route that no version has", "POST /contact", "Did you mean POST /contacts?"),
  unknownRoute(
    "a path that is filled in",
    "GET /contacts/5f1",
    "Write the path as a template: GET /contacts/{contact_id}.",
  ),
  unknownRoute(
    "a route without a method",
    "webhooks",
    "A route is a method and a path, such as POST /contacts; * stands for anything.",
  ),
  unknownRoute(
    "an operation as a route",
    "contacts.create",
    "It is an operation: write it as one.",
  ),
  unknownOperation(
    "an operation that no version has",
    "contacts.creat",
    "Did you mean contacts.create?",
  ),
  unknownOperation("a route as an operation", "POST /contacts", "It is a route: write it as one."),
  [
    "a route and an operation that never meet",
    { route: "GET *", operation: "contacts.create", fault },
    "contacts.create is POST /contacts, not GET *. Write one of the two, and leave out the other.",
  ],
  [
    "a route that the version does not have",
    { route: "POST /companies/search", version: "2.16", fault },
    "Version 2.16 does not have POST /companies/search, which is in Preview.",
  ],
  [
    "a version that there is not",
    { version: "3.0", fault },
    `version is one of ${versions.join(", ")}, not "3.0".`,
  ],
  ["a chance outside of 0 to 1", { chance: 20, fault }, "chance is a number from 0 to 1, not 20."],
  [
    "a chance that is no number",
    { chance: Number.NaN, fault },
    "chance is a number from 0 to 1, not NaN.",
  ],
  [
    "chance and times",
    { chance: 0.5, times: 2, fault },
    "A plan has either a chance, or skip and times: leave out chance, or skip and times.",
  ],
  [
    "a seed of nothing",
    { seed: "a", fault },
    "A plan with a seed needs a chance, for which it is the seed.",
  ],
  ["times of zero", { times: 0, fault }, "times is a whole number, 1 or more, not 0."],
  ["a skip of one and a half", { skip: 1.5, fault }, "skip is a whole number, 0 or more, not 1.5."],
  [
    "a status of no error",
    { fault: { status: 42 } },
    "fault.status is a whole number from 400 to 599, not 42.",
  ],
  [
    "a status in words",
    { fault: { status: "503" } },
    'fault.status is a whole number from 400 to 599, not "503".',
  ],
  [
    "a page of a status without a body",
    { fault: { kind: "html", status: 204 } },
    "fault.status is a whole number from 200 to 599, and not 204, 205 or 304, which have no body, not 204.",
  ],
  [
    "an unknown kind",
    { fault: { kind: "explode" } },
    'There is no kind of fault "explode". There are error, slow, reset, cut-off, html, content-type, broken-json.',
  ],
  [
    "an error without a status",
    { fault: {} },
    "A fault of the kind error needs a status, a whole number from 400 to 599. Or name another kind.",
  ],
  [
    "a wait of no length",
    { fault: { kind: "slow" } },
    "A fault of the kind slow needs a latencyMs, a number from 0 to 3600000.",
  ],
  [
    "a wait that ends before it begins",
    { fault: { kind: "slow", latencyMs: -1 } },
    "fault.latencyMs is a number from 0 to 3600000, not -1.",
  ],
  [
    "a slip in a name",
    { fault: { status: 429, retryAfterSecond: 1 } },
    'A fault of the kind error has no "retryAfterSecond". Did you mean retryAfterSeconds?',
  ],
  [
    "what belongs to another kind",
    { fault: { kind: "reset", afterBytes: 1 } },
    'A fault of the kind reset has no "afterBytes". It has latencyMs, applied.',
  ],
  [
    "what is inside of the fault, outside of it",
    { status: 503, fault },
    'A plan has no "status". It has route, operation, version, skip, times, chance, seed, fault.',
  ],
  ["no fault", { route: "GET /tags" }, "A plan needs a fault, such as fault: { status: 503 }."],
  ["nothing", undefined, "A plan is an object such as { fault: { status: 503 } }, not undefined."],
  ["a list", [], "A plan is an object such as { fault: { status: 503 } }, not []."],
];

test.each(mistakes)(
  "%s is refused at once, with what would be right",
  (_mistake, plan, message) => {
    const sandbox = createSandbox();
    expect(() => sandbox.faults.add(plan as FaultPlan)).toThrow(new TypeError(message));
    expect(sandbox.faults.list()).toEqual([]);
  },
);

test("headers that would break the response are refused", () => {
  const { faults } = createSandbox();
  for (const headers of [
    { "Content-Length": "3" },
    { "a b": "c" },
    { A: "b\nc" },
    { A: 1 },
    "A: b",
  ]) {
    const plan = { fault: { status: 503, headers } } as unknown as FaultPlan;
    expect(() => faults.add(plan)).toThrow(
      /^fault\.headers is an object of header names and values/,
    );
  }
});

test("the compiler refuses plans with the wrong types", () => {
  const { faults } = createSandbox();
  // @ts-expect-error: no version has such a route
  expect(() => faults.add({ route: "POST /contact", fault })).toThrow(TypeError);
  // @ts-expect-error: either chance or times
  expect(() => faults.add({ chance: 0.5, times: 1, fault })).toThrow(TypeError);
  // @ts-expect-error: a reset has no status
  expect(() => faults.add({ fault: { kind: "reset", status: 503 } })).toThrow(TypeError);
});
