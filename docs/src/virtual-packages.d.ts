declare module "virtual:packages" {
  /** A function that imports each entry point that programs in a page may import. */
  export const packages: Readonly<Record<string, () => Promise<object>>>;
}
