/** Text of one colour. */
export interface Run {
  readonly text: string;
  /** The style of its colours; empty for those of the block. */
  readonly style: string;
}

const quote = /^["'`]$/;

/** Gives the quotes around a text the colour of it, so that the three are one. */
export function withQuotes(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (let at = 0; at < runs.length; at += 1) {
    const [opening, content, closing] = runs.slice(at, at + 3);
    if (opening === undefined) break;
    if (content && quote.test(opening.text) && opening.text === closing?.text) {
      const text = opening.text + content.text + closing.text;
      result.push({ text, style: content.style });
      at += 2;
    } else {
      result.push(opening);
    }
  }
  return result;
}

/** Makes neighbours of one colour one. */
export function merged(runs: readonly Run[], defaultStyle: string): Run[] {
  const result: Run[] = [];
  for (const { text, style } of runs) {
    const own = style.toLowerCase() === defaultStyle ? "" : style;
    const before = result.at(-1);
    if (before?.style === own) result[result.length - 1] = { text: before.text + text, style: own };
    else result.push({ text, style: own });
  }
  return result;
}
