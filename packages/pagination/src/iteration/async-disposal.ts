/** An object with a method for the key, if there is a key. */
type WithMethod<Key> = Key extends symbol ? { readonly [K in Key]: () => Promise<void> } : object;

/**
 * What `await using` closes at the end of a block. It has no member where the libraries of types have no
 * `Symbol.asyncDispose`: a declaration that named the symbol would not compile there.
 */
export interface AsyncDisposal
  extends WithMethod<
    SymbolConstructor extends { readonly asyncDispose: infer Key } ? Key : undefined
  > {}

abstract class ClosableBase {
  constructor() {
    const { prototype } = ClosableBase;
    // Not a method, since some platforms do not have the symbol. Not in a static block, since bundlers
    // keep a class that has one.
    if (Symbol.asyncDispose === undefined || Symbol.asyncDispose in prototype) return;
    const value = function (this: ClosableBase) {
      return this.close();
    };
    Object.defineProperty(prototype, Symbol.asyncDispose, { value });
  }

  /** What `await using` calls. */
  protected abstract close(): Promise<void>;
}

/** The base class of what `await using` closes. */
export const Closable: abstract new () => ClosableBase & AsyncDisposal =
  ClosableBase as abstract new () => ClosableBase & AsyncDisposal;
