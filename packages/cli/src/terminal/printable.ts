/** Control characters, marks of text direction, and halves of characters: what can change how other text looks. */
const controls = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * Text in a form that no terminal interprets: control characters are written as escape sequences such as
 * `\n` and `\u001b`. Text of Intercom can be written by anyone who can send a message to the workspace.
 */
export function printable(text: string): string {
  return text.replace(controls, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    if (character === "\t") return "\\t";
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Text on one line, for messages: line ends and other white space become a space. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, " ").trim());
}
