/** The module `#read-file` of platforms other than Node, which have no file system. It imports nothing. */
export const readFile = undefined;
