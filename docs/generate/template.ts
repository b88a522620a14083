/**
 * Fills the places of a template, such as `{{machines}}`, with the values of these names.
 *
 * @throws {Error} for a place without a value, and for a value without a place: nothing may be missing on
 *   a page because a table has got another name.
 */
export function fill(template: string, values: ReadonlyMap<string, string>): string {
  const unused = new Set(values.keys());
  const text = template.replace(/\{\{(.+?)\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined)
      throw new Error(`The template has a place {{${name}}} without a value.`);
    unused.delete(name);
    return value;
  });
  if (unused.size > 0)
    throw new Error(`The template has no place for {{${[...unused].join("}}, {{")}}}.`);
  return text;
}
