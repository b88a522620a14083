import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { ConfigError } from "@interkit/core";
import { SignatureError, type SignatureKind, signBody, verifySignature } from "@interkit/webhooks";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const secret = "a client secret";
const body = '{"type":"notification_event","topic":"ping"}';
const kinds = ["notification", "app", "fin"] as const;

async function problemOf(headers: Record<string, string>, kind: SignatureKind = "notification") {
  const error = await verifySignature({ headers, body }, { secret, kind }).catch(
    (reason) => reason,
  );
  return error instanceof SignatureError ? error.problem : error;
}

describe.each([
  ["notification", "X-Hub-Signature", "sha1", "sha1="],
  ["app", "X-Body-Signature", "sha256", ""],
  ["fin", "X-Fin-Agent-API-Webhook-Signature", "sha256", "sha256="],
] as const)("a signature of the kind %s", (kind, header, hash, prefix) => {
  test("is the one that OpenSSL computes", async ({ skip }) => {
    const args = ["dgst", `-${hash}`, "-hmac", secret, "-r"];
    const { stdout, status } = spawnSync("openssl", args, { input: body, encoding: "utf8" });
    if (status !== 0) skip("openssl is not installed");
    const digits = stdout.split(" ")[0] ?? "";
    expect(await signBody(body, { secret, kind })).toEqual({ [header]: `${prefix}${digits}` });
  });

  test("is the HMAC of the raw bytes", async () => {
    const digits = createHmac(hash, secret).update(body).digest("hex");
    expect(await signBody(body, { secret, kind })).toEqual({ [header]: `${prefix}${digits}` });
    const headers = { [header.toLowerCase()]: `${prefix}${digits.toUpperCase()}` };
    const bytes = await verifySignature({ headers, body }, { secret, kind });
    expect(new TextDecoder().decode(bytes)).toBe(body);
  });

  test.each([
    ["shortened", (value: string) => value.slice(0, -2), "malformed"],
    ["lengthened", (value: string) => `${value}00`, "malformed"],
    ["of other characters", (value: string) => `${value.slice(0, -1)}x`, "malformed"],
    [
      "of other characters at its start",
      (value: string) =>
        value.replace(/.{3}$/, "").replace(/[0-9a-f]{37,}$/, (digits) => `xyz${digits}`),
      "malformed",
    ],
    ["sent twice", (value: string) => `${value}, ${value}`, "malformed"],
    ["sent twice without a space", (value: string) => `${value},${value}`, "malformed"],
    ["empty", () => "", "malformed"],
    [
      "changed",
      (value: string) => value.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
      "mismatch",
    ],
  ])("is refused when it is %s", async (_how, change, problem) => {
    const value = (await signBody(body, { secret, kind }))[header] ?? "";
    expect(await problemOf({ [header]: change(value) }, kind)).toBe(problem);
  });
});

test("a signature of Fin is accepted without its prefix, one of a notification is not", async () => {
  const fin = createHmac("sha256", secret).update(body).digest("hex");
  const headers = { "X-Fin-Agent-API-Webhook-Signature": fin };
  await verifySignature({ headers, body }, { secret, kind: "fin" });
  const digits = createHmac("sha1", secret).update(body).digest("hex");
  expect(await problemOf({ "X-Hub-Signature": digits })).toBe("malformed");
});

test.each(kinds)("a signature of the kind %s is refused for the other kinds", async (kind) => {
  const headers = await signBody(body, { secret, kind });
  for (const other of kinds.filter((one) => one !== kind)) {
    expect(await problemOf(headers, other)).toBe("missing");
  }
});

test("a request without a signature, and one of another kind, are named", async () => {
  const verify = (headers: Record<string, string>) =>
    verifySignature({ headers, body }, { secret });
  await expect(verify({})).rejects.toThrow("The request has no X-Hub-Signature: Intercom did not");
  await expect(verify(await signBody(body, { secret, kind: "app" }))).rejects.toThrow(
    'but there is X-Body-Signature: this is another kind of request than "notification"',
  );
});

test("a message says what a signature looks like, and which secret it needs", async () => {
  const messageOf = async (value: string, kind: SignatureKind, header: string) =>
    verifySignature({ headers: { [header]: value }, body }, { secret, kind }).catch(
      ({ name, message }: Error) => `${name}: ${message}`,
    );
  expect(await messageOf("x", "notification", "X-Hub-Signature")).toBe(
    'SignatureError: X-Hub-Signature is not one signature of the form "sha1=" and 40 hexadecimal digits',
  );
  expect(await messageOf("x", "app", "X-Body-Signature")).toBe(
    "SignatureError: X-Body-Signature is not one signature of the form 64 hexadecimal digits",
  );
  const fin = await messageOf("0".repeat(64), "fin", "X-Fin-Agent-API-Webhook-Signature");
  expect(fin).toContain("is the webhook secret of the Fin Agent API, which is not the client");
  expect(await messageOf("0".repeat(64), "app", "X-Body-Signature")).toContain(
    "check that the secret is the client secret of the app",
  );
});

test("a header without a value, as frameworks have it, is missing", async () => {
  const headers = { "x-hub-signature": undefined };
  await expect(verifySignature({ headers, body }, { secret })).rejects.toMatchObject({
    problem: "missing",
  });
});

test.each([", ", ","])(
  "a header of a Request with two values, joined by %j, is refused",
  async (joint) => {
    const [value = ""] = Object.values(await signBody(body, { secret }));
    const headers = new Headers({ "X-Hub-Signature": `${value}${joint}${value}` });
    await expect(verifySignature({ headers, body }, { secret })).rejects.toMatchObject({
      problem: "malformed",
    });
  },
);

test("a header in a list with two values is refused", async () => {
  const [value = ""] = Object.values(await signBody(body, { secret }));
  const headers = { "x-hub-signature": [value, value] };
  await expect(verifySignature({ headers, body }, { secret })).rejects.toThrow(SignatureError);
  await verifySignature({ headers: { "x-hub-signature": [value] }, body }, { secret });
});

test("each of several secrets is valid while one is being replaced", async () => {
  const request = async (used: string) => ({
    headers: await signBody(body, { secret: used }),
    body,
  });
  for (const used of ["old", "new"]) {
    await verifySignature(await request(used), { secret: ["old", "new"] });
  }
  await expect(
    verifySignature(await request("other"), { secret: ["old", "new"] }),
  ).rejects.toMatchObject({ kind: "signature", problem: "mismatch" });
});

test("a Request is verified, and one whose body was read is a mistake of the program", async () => {
  const headers = await signBody(body, { secret });
  const request = new Request("https://example.com/", { method: "POST", headers, body });
  expect(new TextDecoder().decode(await verifySignature(request, { secret }))).toBe(body);
  await expect(verifySignature(request, { secret })).rejects.toThrow("was read already");
});

test("a body that was parsed is a mistake of the program", async () => {
  const headers = await signBody(body, { secret });
  const parsed = JSON.parse(body);
  const verify = verifySignature({ headers, body: parsed }, { secret });
  await expect(verify).rejects.toThrow(ConfigError);
  await expect(verify).rejects.toThrow("was parsed already");
});

test.each([[""], [[]], [["", "other"]], [undefined]])("the secret %j is refused", async (wrong) => {
  const verify = verifySignature({ headers: {}, body }, { secret: wrong as string });
  await expect(verify).rejects.toThrow('"secret" must be a text that is not empty');
});

test("a kind that does not exist is refused", async () => {
  const kind = "canvas" as never;
  const message = '"kind" must be one of notification, app, fin';
  await expect(verifySignature({ headers: {}, body: "" }, { secret, kind })).rejects.toThrow(
    message,
  );
  await expect(signBody("", { secret, kind })).rejects.toThrow(message);
});

test("no message has a secret or a signature", async () => {
  const headers = await signBody(body, { secret: "another secret" });
  const error = await verifySignature({ headers, body }, { secret }).catch(String);
  expect(error).toContain("check that the secret is the client secret of the app");
  for (const hidden of [secret, "another secret", ...Object.values(headers)]) {
    expect(error).not.toContain(hidden);
  }
});

test("any bytes are verified, and no other bytes with their signature", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(...kinds),
      async (bytes, others, kind) => {
        const given = Uint8Array.from(bytes);
        const headers = await signBody(given, { secret, kind });
        expect(await verifySignature({ headers, body: given }, { secret, kind })).toEqual(given);
        if (Buffer.compare(given, others) === 0) return;
        await expect(
          verifySignature({ headers, body: others }, { secret, kind }),
        ).rejects.toMatchObject({ problem: "mismatch" });
      },
    ),
    { numRuns: 100 },
  );
});
