import type { AppRecord, CanvasUrls } from "../registry/apps.ts";
import type { WebhookTarget } from "../webhooks/target.ts";

/** An app to add. */
export interface AppOptions {
  /** The client id. One is generated when left out. */
  readonly clientId?: string;
  /** The client secret, which signs requests to the app. One is generated when left out. */
  readonly clientSecret?: string;
  /** The name on the page where a teammate grants access. `Test app` when left out. */
  readonly name?: string;
  /** Where browsers return to after that page. The first one is the default. */
  readonly redirectUris?: readonly string[];
  /** Where it gets notifications from the workspaces that it is installed in. */
  readonly webhooks?: Pick<WebhookTarget, "url" | "topics" | "version">;
  /** Where it gets Canvas Kit requests. */
  readonly canvas?: CanvasUrls;
  /** Where it gets a request when it is uninstalled. */
  readonly uninstallUrl?: string;
  /** Where it gets health checks. */
  readonly healthCheckUrl?: string;
}

const names = [
  "clientId",
  "clientSecret",
  "name",
  "redirectUris",
  "webhooks",
  "canvas",
  "uninstallUrl",
  "healthCheckUrl",
];
const canvasNames = ["initializeUrl", "submitUrl", "configureUrl"];

/**
 * Reads the options of an app. Its webhooks are validated where their target is added.
 *
 * @throws {TypeError} when an option is unknown or invalid, or the client id is taken.
 */
export function readApp(
  given: AppOptions,
  others: readonly AppRecord[],
  generateId: () => string,
): AppRecord {
  refuseOthers("An app", given, names);
  const { clientId: id = generateId(), clientSecret: client_secret = generateId() } = given;
  checkText("clientId", id);
  checkText("clientSecret", client_secret);
  if (others.some((other) => other.id === id)) {
    throw new TypeError(`There is an app ${id} already. Choose another clientId.`);
  }
  const { name = "Test app", redirectUris = [], canvas = {}, webhooks = null } = given;
  checkText("name", name);
  if (!Array.isArray(redirectUris)) throw new TypeError("redirectUris is a list of URLs.");
  for (const uri of redirectUris) checkUrl("redirectUris", uri);
  refuseOthers("canvas", canvas, canvasNames);
  for (const [kind, url] of Object.entries(canvas)) checkUrl(`canvas.${kind}`, url);
  return {
    id,
    client_secret,
    name,
    redirect_uris: redirectUris,
    webhooks,
    canvas,
    uninstall_url: readUrl("uninstallUrl", given.uninstallUrl),
    health_check_url: readUrl("healthCheckUrl", given.healthCheckUrl),
  };
}

function refuseOthers(what: string, given: unknown, known: readonly string[]): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(`${what} is an object with ${known.join(", ")}.`);
  }
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new TypeError(`${what} has no "${other}". It has ${known.join(", ")}.`);
  }
}

function checkText(name: string, value: unknown): void {
  if (typeof value === "string" && value.trim() !== "") return;
  throw new TypeError(`The ${name} of an app is a text that is not empty.`);
}

function readUrl(name: string, url: string | undefined): string | null {
  if (url === undefined) return null;
  checkUrl(name, url);
  return url;
}

function checkUrl(name: string, url: unknown): void {
  const { protocol } = typeof url === "string" && URL.canParse(url) ? new URL(url) : {};
  if (protocol === "http:" || protocol === "https:") return;
  throw new TypeError(`${name} of an app is an http or https URL, not ${JSON.stringify(url)}.`);
}
