/** Returns a token function that returns these tokens in order, and then the last one. */
export function tokenSequence(tokens: readonly (() => string | Promise<string>)[]) {
  let calls = 0;
  const token = () => {
    const next = tokens[Math.min(calls, tokens.length - 1)];
    calls += 1;
    return next?.() ?? "";
  };
  return { token, tokenCalls: () => calls };
}
