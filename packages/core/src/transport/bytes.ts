/**
 * Bytes with memory of their own: `Uint8Array<ArrayBuffer>`. Only since TypeScript 5.7 `Uint8Array` takes
 * a parameter, and older compilers read our declarations too; in all of them this is what `slice` gives.
 */
export type Bytes = ReturnType<Uint8Array["slice"]>;
