import ts from "typescript";
import type { FileRewrite } from "./file-rewrite.ts";
import { type Property, readProperties, removeProperties } from "./objects.ts";
import { type Plan, type Refusal, refuse } from "./plan.ts";
import { hasComments, replaceWithComments } from "./trivia.ts";

/** Edits one option in its place. Returned text replaces the property; nothing removes it. */
type Option = (rewrite: FileRewrite, property: Property) => Plan<string | undefined>;

const keep: Option =
  (rewrite, { node }) =>
  () =>
    rewrite.text(node);

const rename =
  (name: string): Option =>
  (rewrite, { value }) =>
  () =>
    `${name}: ${rewrite.text(value)}`;

const toMilliseconds: Option = (rewrite, { value }) => {
  const seconds = numberOf(value);
  return () => `timeoutMs: ${seconds === undefined ? times(rewrite.text(value)) : seconds * 1000}`;
};

const times = (text: string): string =>
  /^[\w.]+$/.test(text) ? `${text} * 1000` : `(${text}) * 1000`;

/** Here, `retry` counts the attempts, the first one included. */
const toAttempts: Option = (rewrite, { value }) => {
  const retries = numberOf(value);
  if (retries === undefined) return () => `retry: 1 + (${rewrite.text(value)})`;
  return () => `retry: ${retries === 0 ? "false" : retries + 1}`;
};

const numberOf = (node: ts.Expression): number | undefined =>
  ts.isNumericLiteral(node) ? Number(node.text) : undefined;

/** The version is in the import, so that an option which names it goes. */
const version: Option = (rewrite, { value }) => {
  if (!ts.isStringLiteralLike(value)) {
    return refuse("The API version is in the import: @interkit/client/2.16, for example.");
  }
  return isVersion(rewrite, value) ? () => undefined : refuse(otherVersion(rewrite));
};

const isVersion = (rewrite: FileRewrite, { text }: ts.LiteralLikeNode): boolean =>
  rewrite.isVersionGiven || text.toLowerCase() === rewrite.version;

const otherVersion = ({ version }: FileRewrite): string =>
  `The import is of version ${version}, and this client names another one.`;

const versionHeader = "intercom-version";

const clientHeaders: Option = (rewrite, { value }) => {
  if (!hasOnlyVersion(value)) {
    return refuse(
      "The client has no option for headers: pass `headers` to a call, or write a layer.",
    );
  }
  const names = ts.isObjectLiteralExpression(value) ? readProperties(value)?.named : undefined;
  const isSame = names?.every((one) => {
    return ts.isStringLiteralLike(one.value) && isVersion(rewrite, one.value);
  });
  return isSame ? () => undefined : refuse(otherVersion(rewrite));
};

/** Whether an object has no other header than that of the API version. */
function hasOnlyVersion(value: ts.Expression): boolean {
  if (!ts.isObjectLiteralExpression(value)) return false;
  const properties = readProperties(value);
  return (
    properties !== undefined &&
    properties.spreads.length === 0 &&
    properties.named.every(({ key }) => key.toLowerCase() === versionHeader)
  );
}

const callHeaders: Option = (rewrite, { node, value }) => {
  const named = ts.isObjectLiteralExpression(value) ? readProperties(value)?.named : undefined;
  return named?.some(({ key }) => key.toLowerCase() === versionHeader)
    ? refuse("The API version is in the import, and not in a header of a call.")
    : () => rewrite.text(node);
};

const token: Option =
  (rewrite, { node, value }) =>
  () => {
    // The type of an environment variable includes undefined, which is no token.
    if (!rewrite.isTypeScript || !isEnvironmentVariable(value)) return rewrite.text(node);
    return `token: ${rewrite.text(value)} ?? ${rewrite.string("")}`;
  };

function isEnvironmentVariable(node: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  const { expression: env } = node;
  if (!ts.isPropertyAccessExpression(env) || env.name.text !== "env") return false;
  return ts.isIdentifier(env.expression) && env.expression.text === "process";
}

const tokenAuth: Option = (rewrite, { value }) => {
  if (!ts.isObjectLiteralExpression(value)) {
    return ts.isIdentifier(value) || ts.isPropertyAccessExpression(value)
      ? () => `token: ${rewrite.text(value)}.token`
      : refuse("Pass the token as `token`.");
  }
  const properties = readProperties(value);
  const [only] = properties?.named ?? [];
  if (only?.key !== "token" || value.properties.length > 1) {
    return refuse("Pass the token as `token`.");
  }
  return token(rewrite, only);
};

const regions: Readonly<Record<string, string>> = {
  "https://api.intercom.io": "us",
  "https://api.eu.intercom.io": "eu",
  "https://api.au.intercom.io": "au",
};

/** The hosts of the regions by their names in `IntercomEnvironment`. */
export const environments: Readonly<Record<string, string>> = {
  "IntercomEnvironment.UsProduction": "https://api.intercom.io",
  "IntercomEnvironment.EuProduction": "https://api.eu.intercom.io",
  "IntercomEnvironment.AuProduction": "https://api.au.intercom.io",
};

const host: Option = (rewrite, { key, node, value }) => {
  const name = rewrite.exportAt(value);
  const url = ts.isStringLiteralLike(value)
    ? value.text.replace(/\/$/, "")
    : environments[name ?? ""];
  const region = url === undefined ? undefined : regions[url];
  if (region === undefined) {
    return () => (key === "baseUrl" ? rewrite.text(node) : `baseUrl: ${rewrite.text(value)}`);
  }
  return () => {
    if (name !== undefined) rewrite.markReplaced(value);
    return `region: ${rewrite.string(region)}`;
  };
};

const unknownOption: Option = ({ vendor }, { key }) => {
  const row = vendor.surface.get(key);
  const known = row && row.mechanical !== true ? row.mechanical.reason : "It has no equal here.";
  return refuse(`The option \`${key}\`: ${known}`);
};

const password: Option = () => refuse("Intercom takes access tokens only: pass `token`.");

/** Options of `new IntercomClient` and `new Client`, and of `useRequestOpts`. */
export const clientOptions: Readonly<Record<string, Option>> = {
  token,
  tokenAuth,
  usernameAuth: password,
  apiKeyAuth: password,
  environment: host,
  baseUrl: host,
  baseURL: host,
  version,
  headers: clientHeaders,
  timeoutInSeconds: toMilliseconds,
  maxRetries: toAttempts,
  fetch: keep,
};

/** Options of a call in 6 and 7. */
export const requestOptions: Readonly<Record<string, Option>> = {
  timeoutInSeconds: toMilliseconds,
  maxRetries: toAttempts,
  abortSignal: rename("signal"),
  headers: callHeaders,
};

/** An object of options: what is left as it is, and the edits of the others. */
export interface PlannedOptions {
  readonly refusals: readonly Refusal[];
  /** Makes the edits and returns the texts of what is left of the object, one for each property. */
  readonly apply: () => string[];
}

const isObjectWithComments = (rewrite: FileRewrite, node: ts.Expression): boolean =>
  ts.isObjectLiteralExpression(node) && hasComments(rewrite, node);

/** Plans an object of options whose texts are written elsewhere; nothing for one that would lose a comment there. */
export function planOptions(
  rewrite: FileRewrite,
  object: ts.Expression,
  options: Readonly<Record<string, Option>>,
): PlannedOptions | undefined {
  const planned = planOptionsInPlace(rewrite, object, options);
  return isObjectWithComments(rewrite, object) ? undefined : planned;
}

/** Plans an object of options that stays where it is, with its comments; nothing for another expression. */
export function planOptionsInPlace(
  rewrite: FileRewrite,
  object: ts.Expression,
  options: Readonly<Record<string, Option>>,
): PlannedOptions | undefined {
  if (!ts.isObjectLiteralExpression(object)) return undefined;
  const properties = readProperties(object);
  if (properties === undefined || properties.spreads.length > 0) return undefined;
  if (properties.named.some(({ value }) => isObjectWithComments(rewrite, value))) return undefined;
  const plans = properties.named.map((property) => {
    return { property, plan: (options[property.key] ?? unknownOption)(rewrite, property) };
  });
  const refusals = plans.flatMap(({ plan }) => (typeof plan === "function" ? [] : [plan]));
  const apply = (): string[] => {
    const removed = new Set<ts.Node>();
    const texts: string[] = [];
    for (const { property, plan } of plans) {
      const text = typeof plan === "function" ? plan() : rewrite.text(property.node);
      if (text === undefined) removed.add(property.node);
      else {
        texts.push(text);
        if (text !== rewrite.text(property.node)) replaceWithComments(rewrite, property.node, text);
      }
    }
    if (removed.size > 0 && texts.length > 0) removeProperties(rewrite, object, removed);
    return texts;
  };
  return { refusals, apply };
}
