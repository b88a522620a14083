import fc from "fast-check";
import { expect, test } from "vitest";
// The package chooses one of them by the platform.
import { importKey as importNodeKey } from "../src/signatures/hmac.node.ts";
import { importKey as importWebKey } from "../src/signatures/hmac.ts";

test("Node's module and Web Crypto sign alike, and accept and refuse the same signatures", async () => {
  const bytes = fc.uint8Array({ maxLength: 100 }).map((one) => Uint8Array.from(one));
  const property = fc.asyncProperty(
    fc.string({ minLength: 1, unit: "binary" }),
    bytes,
    fc.constantFrom("SHA-1", "SHA-256"),
    fc.nat(),
    async (secret, body, hash, at) => {
      const keys = await Promise.all([importNodeKey(secret, hash), importWebKey(secret, hash)]);
      const [own, web] = await Promise.all(keys.map((key) => key.sign(body)));
      expect(own).toEqual(web);
      const signature = Uint8Array.from(own ?? []);
      const changed = Uint8Array.from(signature);
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
      for (const key of keys) {
        expect(await key.verify(signature, body)).toBe(true);
        expect(await key.verify(changed, body)).toBe(false);
        for (const length of [0, 1, signature.length - 1]) {
          expect(await key.verify(signature.slice(0, length), body)).toBe(false);
        }
        expect(await key.verify(Uint8Array.from([...signature, 0]), body)).toBe(false);
      }
    },
  );
  await fc.assert(property, { numRuns: 100 });
});
