/** Characters that a terminal would act on, or that change the direction of the text after them. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

/** A text on one line that a terminal shows as it is, cut to a number of characters. */
export function visible(text: string, most = 80): string {
  // Cut first: a text may be a whole page.
  const start = text.length > 2 * most ? text.slice(0, 2 * most) : text;
  const characters = [...start.replaceAll(unsafe, escaped)];
  if (characters.length <= most && start === text) return characters.join("");
  return `${characters.slice(0, most - 1).join("")}…`;
}

function escaped(character: string): string {
  const [text = ""] = JSON.stringify(character).match(/\\[^"]+/) ?? [];
  return text || `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** A number with separators, such as 12,000. */
export function numberText(number: number): string {
  return number.toLocaleString("en-US");
}

/** A number of things, such as `1 page is` and `12 pages are`, with the verb where one is given. */
export function counted(
  number: number,
  [one, many]: readonly [one: string, many: string],
  verb?: readonly [one: string, many: string],
): string {
  const index = number === 1 ? 0 : 1;
  const words = [numberText(number), [one, many][index], ...(verb ? [verb[index]] : [])];
  return words.join(" ");
}

export const are = ["is", "are"] as const;
