/** A time as ISO 8601 text: `2024-06-03T08:00:00.000Z`. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
