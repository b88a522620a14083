/**
 * Bytes with memory of their own: `Uint8Array<ArrayBuffer>`. `Uint8Array` takes a parameter only since
 * TypeScript 5.7, and older compilers read these declarations too; in all of them this is what `slice`
 * returns.
 */
export type Bytes = ReturnType<Uint8Array["slice"]>;
