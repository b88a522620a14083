/**
 * An object as the form of an upload. A field that is a `File` keeps its name; text in the place of a file
 * is sent as the file of that text.
 */
export function toForm(body: unknown, files: readonly string[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body ?? {})) {
    if (value instanceof Blob) form.append(name, value);
    else if (files.includes(name)) form.append(name, new Blob([String(value)]), name);
    else form.append(name, String(value));
  }
  return form;
}
