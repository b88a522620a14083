/** The list of API versions of a page of the reference. Choosing one keeps the heading. */
export class VersionSwitch extends HTMLElement {
  connectedCallback(): void {
    const select = this.querySelector("select");
    select?.addEventListener("change", () => {
      location.assign(select.value + fragmentOf(reachedHeading()));
    });
    this.#reportMissing(select?.selectedOptions[0]?.textContent?.trim() ?? "");
  }

  /** The other version may not have the heading that an address names. */
  #reportMissing(version: string): void {
    const id = decodeURIComponent(location.hash.slice(1));
    const status = this.querySelector("p");
    if (id === "" || status === null || document.getElementById(id) !== null) return;
    status.textContent = `Version ${version} does not have what the address names, “${id}”.`;
  }
}

/** The heading that the address names, or that the reader has scrolled to. */
function reachedHeading(): string {
  const named = decodeURIComponent(location.hash.slice(1));
  if (document.getElementById(named) !== null) return named;
  const { scrollPaddingTop } = getComputedStyle(document.documentElement);
  const top = (Number.parseFloat(scrollPaddingTop) || 0) + 1;
  const headings = document.querySelectorAll<HTMLElement>("main :is(h2, h3)[id]");
  const passed = [...headings].filter((heading) => heading.getBoundingClientRect().top <= top);
  return passed.at(-1)?.id ?? "";
}

const fragmentOf = (id: string): string => (id === "" || id === "_top" ? "" : `#${id}`);
