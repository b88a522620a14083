/** How connections are made and kept. */
export interface ConnectionOptions {
  /**
   * A proxy's address, or `false` for none. Left out, `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` of
   * the environment say.
   */
  readonly proxy?: string | false | undefined;
  /** Certificates, in PEM form, of an authority of your own, as some proxies need. */
  readonly ca?: string | readonly string[] | undefined;
  /** The maximum number of connections to one host; 64 by default. */
  readonly connections?: number | undefined;
  /** Milliseconds for which an idle connection is kept for the next call; 30,000 by default. */
  readonly keepAliveMs?: number | undefined;
}
