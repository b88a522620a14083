import { Agent, type Dispatcher, EnvHttpProxyAgent, ProxyAgent } from "undici";
import { ConfigError } from "../errors/errors.ts";
import type { ConnectionOptions } from "./connection-options.ts";

const proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

/** Creates the connection pool of the requests. */
export function createDispatcher(options: ConnectionOptions): Dispatcher {
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
  const tls = ca && { ca };
  const pool = {
    connections,
    keepAliveTimeout: keepAliveMs,
    // The client's own deadlines limit how long a response may take.
    headersTimeout: 0,
    bodyTimeout: 0,
    ...(tls && { connect: tls }),
  };
  const proxied = { ...pool, ...(tls && { requestTls: tls, proxyTls: tls }) };
  if (typeof proxy === "string") return new ProxyAgent({ ...proxied, uri: checkProxy(proxy) });
  const isInEnvironment = proxyVariables.some((name) => process.env[name]);
  return proxy === undefined && isInEnvironment ? new EnvHttpProxyAgent(proxied) : new Agent(pool);
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
