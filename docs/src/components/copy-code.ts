/**
 * Gives the buttons that copy a block of code its text, when they are clicked: the page has it once, in the block.
 */
export function readCopiedCode(): void {
  document.addEventListener("click", setCode, { capture: true });
}

function setCode({ target }: MouseEvent): void {
  const button =
    target instanceof Element ? target.closest<HTMLElement>("figure .copy button") : null;
  if (button === null || button.dataset["code"] !== undefined) return;
  button.dataset["code"] = button.closest("figure")?.querySelector("pre")?.textContent ?? "";
}
