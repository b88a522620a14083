/** The name of the tool of an operation: `contacts_companies_list` of `contacts.companies.list`. */
export function toolName(operationId: string): string {
  return separateWords(operationId, "_").replaceAll(".", "_");
}

/** What people see in place of the name: `Contacts companies list`. */
export function toolTitle(operationId: string): string {
  const words = separateWords(operationId, " ").replaceAll(".", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The resource of an operation, as commands write it: `ai-content` of `aiContent.externalPages.list`. */
export function resourceOf(operationId: string): string {
  const [first = ""] = operationId.split(".", 1);
  return separateWords(first, "-");
}

/** Both `aiContent` and `ai-content` become `ai-content`. */
export function separateWords(camelCase: string, separator: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => `${separator}${letter.toLowerCase()}`);
}
