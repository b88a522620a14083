/**
 * Returns a hash of a text, of a few characters. Two different texts have the same hash with a
 * probability of one in 10^19: it has 64 bits, from two sums that are mixed as in MurmurHash.
 */
export function shortKey(text: string): string {
  let first = 0xdeadbeef;
  let second = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = Math.imul(first ^ unit, 2_654_435_761);
    second = Math.imul(second ^ unit, 1_597_334_677);
  }
  const mixed = (one: number, other: number) =>
    Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  return `${(mixed(first, second) >>> 0).toString(36)}.${(mixed(second, first) >>> 0).toString(36)}`;
}
