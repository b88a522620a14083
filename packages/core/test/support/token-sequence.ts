/** A token function that gives these, one after the other, and the last one from then on. */
export function tokenSequence(tokens: readonly (() => string | Promise<string>)[]) {
  let asked = 0;
  const token = () => {
    const next = tokens[Math.min(asked, tokens.length - 1)];
    asked += 1;
    return next?.() ?? "";
  };
  return { token, asked: () => asked };
}
