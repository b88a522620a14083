import { ConfigError } from "@interkit/core";

/** What `#save-to` leads to where there is no Node. */
export async function saveTo(): Promise<number> {
  throw new ConfigError("Files can only be written on Node. Here, use stream() or bytes() instead");
}
