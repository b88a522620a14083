/** A token function that gives these, one after the other, and the last one from then on. */
export function tokensInTurn(given: readonly (() => string | Promise<string>)[]) {
  let asked = 0;
  const token = () => {
    const give = given[Math.min(asked, given.length - 1)];
    asked += 1;
    return give?.() ?? "";
  };
  return { token, asked: () => asked };
}
