/** Separators in phone numbers. */
const between = /[\s().\-/]/g;

/**
 * Formats a phone number in E.164, such as `+14155552671`; null for a number without a country
 * code.
 */
export function formatPhone(phone: string | null): string | null {
  const number = phone?.replace(between, "").replace(/^00/, "+") ?? "";
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}
