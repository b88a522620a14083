/** A shorter text is no secret of Intercom: a sandbox takes any word, which other text may contain. */
const minLength = 12;

/** What no printed text may contain. */
export class Secrets {
  readonly #spellings = new Set<string>();

  /** From now on `redact` removes this text. */
  add(secret: string): void {
    if (secret.length < minLength) return;
    const inJson = JSON.stringify(secret).slice(1, -1);
    // The client leaves other characters out of the id of a request, which a server may set to anything.
    const asId = secret.replace(/[^\w.:-]/g, "").slice(0, 64);
    const spellings = [secret, inJson, secret.replaceAll("/", "\\/"), encodeURIComponent(secret)];
    if (asId.length >= minLength) spellings.push(asId);
    for (const spelling of spellings) this.#spellings.add(spelling);
  }

  /** The text without the secrets. */
  redact(text: string): string {
    let redacted = text;
    for (const spelling of this.#spellings) redacted = redacted.replaceAll(spelling, "[redacted]");
    return redacted;
  }
}
