import { ConfigError } from "@interkit/core";

/** The `saveTo` of platforms other than Node, which have no file system. */
export async function saveTo(): Promise<number> {
  throw new ConfigError("Files can only be written on Node. Here, use stream() or bytes() instead");
}
