import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { ConfigError } from "@interkit/core";
import { SignatureError } from "@interkit/webhooks";
import { decryptSheetUser } from "@interkit/webhooks/canvas";
import { expect, test } from "vitest";

const secret = "a client secret";

/** Encrypts as Intercom does: the nonce, the ciphertext and the tag, in base64. */
function encrypt(text: string, key = secret): string {
  const nonce = randomBytes(12);
  const hash = createHash("sha256").update(key).digest();
  const cipher = createCipheriv("aes-256-gcm", hash, nonce);
  const parts = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString("base64");
}

test("the user of a sheet is decrypted with one of the secrets", async () => {
  const user = { id: "c1", name: "Zoë 🎫", email: "zoe@example.com" };
  const encrypted = encrypt(JSON.stringify(user));
  expect(await decryptSheetUser(encrypted, { secret })).toEqual(user);
  expect(await decryptSheetUser(encrypted, { secret: ["a new secret", secret] })).toEqual(user);
  const lines = encrypted.replace(/.{60}/g, "$&\n");
  expect(await decryptSheetUser(lines, { secret })).toEqual(user);
});

test("what was changed, or encrypted with another secret, is refused", async () => {
  const encrypted = encrypt('{"id":"c1"}');
  const bytes = Buffer.from(encrypted, "base64");
  for (const index of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    const result = decryptSheetUser(changed.toString("base64"), { secret });
    await expect(result).rejects.toMatchObject({ kind: "signature", problem: "mismatch" });
  }
  const other = decryptSheetUser(encrypt('{"id":"c1"}', "another secret"), { secret });
  await expect(other).rejects.toThrow(SignatureError);
  await expect(other).rejects.toThrow("check that it is the client secret of the app");
});

test.each([
  ["nothing", ""],
  ["no base64", "{user}"],
  ["too few bytes", randomBytes(27).toString("base64")],
])("%s is refused", async (_what, user) => {
  await expect(decryptSheetUser(user, { secret })).rejects.toMatchObject({ problem: "malformed" });
});

test("a user that is no object, and one that is no text, are refused", async () => {
  await expect(decryptSheetUser(encrypt("7"), { secret })).rejects.toThrow(SignatureError);
  await expect(decryptSheetUser({} as never, { secret })).rejects.toThrow(ConfigError);
  await expect(decryptSheetUser(encrypt("{}"), { secret: "" })).rejects.toThrow(ConfigError);
});
