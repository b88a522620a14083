import type { fetch, Dispatcher as UndiciDispatcher } from "undici";
import { ConfigError } from "../errors/errors.ts";
import type { Dispatcher } from "../transport/dispatcher.ts";
import type { ConnectionOptions } from "./connection-options.ts";

/** A connection pool of undici. */
export interface Pool {
  readonly pool: UndiciDispatcher;
  /** The same pool for handlers of the older form. */
  readonly dispatcher: Dispatcher;
  /** The `fetch` that takes this pool. */
  readonly fetch: typeof fetch;
}

const proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
const isProxyInEnvironment = () => proxyVariables.some((name) => process.env[name]);

/** Whether options, or a proxy in the environment, need a pool other than the platform's. */
export function needsPool(options: ConnectionOptions): boolean {
  return Object.values(options).some((value) => value !== undefined) || isProxyInEnvironment();
}

/**
 * Loads undici, and creates the pool.
 *
 * @throws {ConfigError} for invalid options, at once.
 */
export function createPool(options: ConnectionOptions): Promise<Pool> {
  const { proxy, connections = 64, keepAliveMs = 30_000 } = options;
  if (!Number.isInteger(connections) || connections < 1) {
    throw new ConfigError('The option "connections" must be a whole number, at least 1');
  }
  if (!Number.isInteger(keepAliveMs) || keepAliveMs < 1) {
    throw new ConfigError(
      'The option "keepAliveMs" must be a whole number of milliseconds, at least 1',
    );
  }
  const ca = options.ca === undefined ? undefined : [options.ca].flat().map(checkCertificate);
  const uri = typeof proxy === "string" ? checkProxy(proxy) : undefined;
  const usesEnvironment = proxy === undefined && isProxyInEnvironment();
  const tls = ca && { ca };
  const settings = {
    connections,
    keepAliveTimeout: keepAliveMs,
    // The client's own deadlines limit how long a response may take.
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(tls && { connect: tls }),
  };
  const proxied = { ...settings, ...(tls && { requestTls: tls, proxyTls: tls }) };
  return loadUndici().then((undici) => {
    const { Agent, EnvHttpProxyAgent, ProxyAgent } = undici;
    const create = () => {
      if (uri !== undefined) return new ProxyAgent({ ...proxied, uri });
      return usesEnvironment ? new EnvHttpProxyAgent(proxied) : new Agent(settings);
    };
    const pool = create();
    // Since undici 8, pools take handlers of the older form in a wrapper alone.
    const { Dispatcher1Wrapper: Wrapper } = undici as {
      readonly Dispatcher1Wrapper?: new (pool: unknown) => unknown;
    };
    const dispatcher = (Wrapper ? new Wrapper(pool) : pool) as Dispatcher;
    return { pool, dispatcher, fetch: undici.fetch };
  });
}

async function loadUndici(): Promise<typeof import("undici")> {
  try {
    return await import("undici");
  } catch (cause) {
    throw new ConfigError(
      "A proxy, an authority or a pool of connections needs undici, which cannot be loaded; install it: npm install undici@7",
      { cause },
    );
  }
}

/** The message does not quote the address: it may hold a password. */
function checkProxy(proxy: string): string {
  const protocol = URL.canParse(proxy) && new URL(proxy).protocol;
  if (protocol === "http:" || protocol === "https:") return proxy;
  throw new ConfigError('The option "proxy" must be a whole URL, like "http://proxy.example:8080"');
}

function checkCertificate(text: unknown): string {
  if (typeof text === "string" && text.includes("-----BEGIN ")) return text;
  throw new ConfigError('The option "ca" must be certificates in PEM form, not the path of a file');
}
