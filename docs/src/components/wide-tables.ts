/** Lets the keyboard reach tables that are wider than the page, and no others, whenever the width changes. */
export function focusWideTables(): void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
      else target.removeAttribute("tabindex");
    }
  });
  for (const table of document.querySelectorAll(".sl-markdown-content table")) sizes.observe(table);
}
