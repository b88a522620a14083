/** What people put between the digits of a phone number. */
const between = /[\s().\-/]/g;

/**
 * A phone number in E.164, such as `+14155552671`, whatever stands between its digits; null where
 * it does not say its country.
 */
export function formatPhone(phone: string | null): string | null {
  const number = phone?.replace(between, "").replace(/^00/, "+") ?? "";
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}
