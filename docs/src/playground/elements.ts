/** Creates an element with a class and its content. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  created.className = className;
  created.append(...content);
  return created;
}

/** Creates a button. */
export function button(label: string, onClick: () => void): HTMLButtonElement {
  const created = element("button", "program-button", label);
  created.type = "button";
  created.addEventListener("click", onClick);
  return created;
}
