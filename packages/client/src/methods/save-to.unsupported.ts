/**
 * The module `#save-to` of platforms other than Node, which have no file system. It imports nothing: what a module
 * imports that is loaded on demand, some bundlers keep as a whole.
 */
export const saveTo = undefined;
