/**
 * Addresses that pages had before, and where their content is now: `"/guides/sync/": "/guides/sync-contacts/"`.
 * An address that was published is never removed, so that links of others lead somewhere.
 */
export const redirects: Readonly<Record<string, string>> = {};
