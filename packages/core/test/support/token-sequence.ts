/** Returns a token function that returns these tokens in turn, and then the last one. */
export function tokenSequence(tokens: readonly (() => string | Promise<string>)[]) {
  let asked = 0;
  const token = () => {
    const next = tokens[Math.min(asked, tokens.length - 1)];
    asked += 1;
    return next?.() ?? "";
  };
  return { token, asked: () => asked };
}
