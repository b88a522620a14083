/** What a change does to the users of a description. */
export type ChangeClass = "none" | "patch" | "minor" | "major";

/** A class, and why. */
export interface Verdict {
  readonly class: ChangeClass;
  readonly reason: string;
}

const classes: readonly ChangeClass[] = ["none", "patch", "minor", "major"];

/** Returns the higher of two classes. */
export function higher(a: ChangeClass, b: ChangeClass): ChangeClass {
  return classes.indexOf(a) >= classes.indexOf(b) ? a : b;
}

/** Orders classes, the highest first. */
export function compareClasses(a: ChangeClass, b: ChangeClass): number {
  return classes.indexOf(b) - classes.indexOf(a);
}

const major = (reason: string): Verdict => ({ class: "major", reason });
const minor = (reason: string): Verdict => ({ class: "minor", reason });
const patch = (reason: string): Verdict => ({ class: "patch", reason });

const refused = "a request that was accepted may be rejected now";
const unexpected = "a program gets what its types exclude";
const missing = "a program that reads it gets nothing, and does not compile";
const noCompile = "a program that uses it does not compile";
const more = "nothing that works today depends on it";
const fewer = "a program that handles more still works";

interface PolicyRow {
  readonly what: string;
  readonly request: Verdict;
  readonly response: Verdict;
}

const row = (what: string, request: Verdict, response: Verdict = request): PolicyRow => ({
  what,
  request,
  response,
});

/**
 * Each kind of difference and its class: in what the user sends, and in what the API sends, which is
 * responses and the requests of webhooks.
 */
export const policy = {
  "operation-added": row("an operation is new", minor(more)),
  "operation-removed": row("an operation is gone", major(noCompile)),
  "operation-route-changed": row(
    "an operation has another method or path",
    major("a program that names the route does not compile"),
  ),
  "operation-moved": row(
    "an operationId is another one, so that the method moves",
    major(noCompile),
  ),
  "operation-named": row("an operation gets an operationId", minor(more)),
  "path-parameter-renamed": row(
    "a path parameter has another name",
    major("a program that passes it by its name does not compile"),
  ),
  "parameter-added": row("an optional parameter is new", minor(more)),
  "required-parameter-added": row("a required parameter is new", major(refused), minor(more)),
  "parameter-removed": row("a parameter is gone", major(noCompile)),
  "parameter-required": row("a parameter becomes required", major(refused), minor(fewer)),
  "parameter-optional": row("a parameter becomes optional", minor(more), major(unexpected)),
  "parameter-written": row(
    "a parameter is written in another way",
    major("the same arguments are sent as another request"),
  ),
  "body-added": row("an optional request body is new", minor(more)),
  "required-body-added": row("a required request body is new", major(refused), minor(more)),
  "body-removed": row("the request body is gone", major(noCompile)),
  "body-required": row("the request body becomes required", major(refused), minor(fewer)),
  "body-optional": row("the request body becomes optional", minor(more), major(unexpected)),
  "media-type-added": row("a media type is new", minor(more)),
  "media-type-removed": row("a media type is gone", major(refused), major(missing)),
  "success-added": row(
    "another successful response is new, with a body of its own",
    major(unexpected),
  ),
  "same-success-added": row(
    "another successful response is new, with the same body",
    minor("the body has the same type"),
  ),
  "success-removed": row("a successful response is gone", major(missing)),
  "error-added": row("an error response is new", minor("an error of any status can be caught")),
  "error-removed": row("an error response is gone", minor(fewer)),
  "header-added": row("a response header is new", minor(more)),
  "header-removed": row("a response header is gone", major(missing)),
  "header-optional": row("a response header becomes optional", major(unexpected)),
  "header-required": row("a response header becomes required", minor(fewer)),
  "property-added": row("an optional property is new", minor(more)),
  "required-property-added": row("a required property is new", major(refused), minor(more)),
  "property-removed": row("a property is gone", major(noCompile), major(missing)),
  "property-required": row("a property becomes required", major(refused), minor(fewer)),
  "property-optional": row("a property becomes optional", minor(more), major(unexpected)),
  "null-added": row("null is allowed", minor(more), major(unexpected)),
  "null-removed": row("null is no longer allowed", major(refused), minor(fewer)),
  "type-changed": row("another type", major(noCompile)),
  "type-widened": row("more types", minor(more), major(unexpected)),
  "type-narrowed": row("fewer types", major(refused), minor(fewer)),
  "integer-widened": row("number instead of integer", minor(more), minor("both are `number`")),
  "number-narrowed": row("integer instead of number", major(refused), patch("both are `number`")),
  "value-added": row(
    "another value of an enum of strings",
    minor(more),
    minor("enums in responses are open: a program has to expect values it does not know"),
  ),
  "literal-added": row(
    "another value of an enum of numbers or booleans",
    minor(more),
    major(unexpected),
  ),
  "value-removed": row("a value of an enum is gone", major(refused), minor(fewer)),
  "values-replaced": row("all values of an enum are other ones", major(refused), major(unexpected)),
  "values-limited": row("only certain values", major(refused), minor(fewer)),
  "values-freed": row(
    "any string instead of certain values",
    minor(more),
    minor("enums in responses are open: a program has to expect values it does not know"),
  ),
  "constant-freed": row("any value instead of a constant", minor(more), major(unexpected)),
  "format-added": row("a format is new", major(refused), patch("the type is the same")),
  "format-removed": row("a format is gone", minor(more), patch("the type is the same")),
  "format-changed": row("another format", major(refused), major("values have another form")),
  "format-named": row("a format of a number", patch("the type is the same")),
  "limit-tightened": row("a stricter limit", major(refused), patch(fewer)),
  "limit-loosened": row("a limit that allows more", minor(more), minor("values may exceed it")),
  "map-opened": row("further properties are described", minor(more)),
  "map-closed": row("further properties are no longer described", major(noCompile), major(missing)),
  "others-forbidden": row(
    "properties that are not listed are forbidden",
    major(refused),
    patch(fewer),
  ),
  "others-allowed": row("properties that are not listed are allowed", minor(more)),
  "alternative-added": row("another alternative of a union", minor(more), major(unexpected)),
  "alternative-included": row("an alternative is new that another one includes", {
    class: "none",
    reason: "the other alternative allows the same values",
  }),
  "alternative-covered": row("an alternative is gone that another one includes", {
    class: "none",
    reason: "the other alternative allows the same values",
  }),
  "alternative-removed": row("an alternative of a union is gone", major(refused), minor(fewer)),
  "discriminator-added": row("a discriminator is new", major(noCompile), minor(fewer)),
  "discriminator-removed": row(
    "a discriminator is gone",
    minor(more),
    major("a program that distinguishes alternatives by it does not compile"),
  ),
  "discriminator-changed": row("another discriminator", major(noCompile)),
  "default-added": row("a default is described", minor("it may have been so before")),
  "default-removed": row("a default is no longer described", minor("it may still be so")),
  "default-changed": row(
    "another default",
    major("a call that leaves it out does something else"),
    patch("the value is sent"),
  ),
  deprecated: row("it is deprecated", minor("editors mark its use")),
  "deprecation-withdrawn": row("it is no longer deprecated", patch("nothing else changes")),
  "value-deprecated": row(
    "a value of an enum is deprecated",
    minor("its comment names what to use"),
  ),
  "value-deprecation-withdrawn": row(
    "a value of an enum is no longer deprecated",
    patch("nothing else changes"),
  ),
  "type-added": row("a type is new", minor(more)),
  "type-removed": row("a type is gone", major("a program that imports it does not compile")),
  "type-renamed": row(
    "a type has another name",
    major("a program that imports it does not compile"),
  ),
  "pagination-added": row("a method becomes a list", major("the method returns another type")),
  "pagination-lost": row("a method is no longer a list", major("the method returns another type")),
  "pagination-changed": row(
    "a list continues in another way, or its items are elsewhere",
    major("the items or the kept checkpoints are other ones"),
  ),
  "pagination-end-changed": row(
    "the last page ends in another form",
    minor("the list ends the same"),
  ),
  "promise-added": row("calls can be repeated safely", minor("failed calls are retried")),
  "promise-lost": row(
    "calls can no longer be repeated safely",
    major("failed calls are no longer retried"),
  ),
  "search-extended": row("a search supports more", minor(more)),
  "search-reduced": row("a search supports less", major(refused)),
  "method-added": row("another method of an operation is new", minor(more)),
  "method-removed": row("another method of an operation is gone", major(noCompile)),
  "security-tightened": row(
    "other or more credentials are needed, or are got in another way",
    major(refused),
  ),
  "security-loosened": row("fewer or further credentials are accepted", minor(more)),
  "server-added": row("a server is new", minor(more)),
  "server-removed": row("a server is gone", major("a program that names it reaches nothing")),
  "part-broken": row(
    "a part has the wrong type, or a reference leads to nothing",
    major("its effect is unknown"),
  ),
  "prose-changed": row("other words, examples or links", patch("types and calls are the same")),
  "extension-changed": row(
    "an extension field that this policy does not have",
    patch("OpenAPI allows every tool to ignore it"),
  ),
  "keyword-changed": row(
    "a keyword that this policy does not have",
    major("its effect is unknown"),
  ),
} as const satisfies Record<string, PolicyRow>;

export type Rule = keyof typeof policy;
