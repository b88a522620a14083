import { describe, expect, test } from "vitest";
import { codemod } from "./support/codemod.ts";
import { afterPath, copyOf, fixtureNames, majorOf, textsIn } from "./support/fixtures.ts";

describe.each(fixtureNames)("%s", (name) => {
  test("is rewritten, and a second run changes nothing", async () => {
    const folder = copyOf(name);
    const args = [".", "--from", majorOf(name), "--write", "--force"];
    expect((await codemod(args, folder)).code).toBe(0);
    const rewritten = textsIn(folder);
    for (const [file, text] of Object.entries(rewritten)) {
      await expect(text).toMatchFileSnapshot(afterPath(name, file));
    }
    const again = await codemod(args, folder);
    expect(again.stderr).toMatch(/^0 of \d+ files?: 0 clients, 0 calls, 0 other places/m);
    expect(textsIn(folder)).toEqual(rewritten);
  });
});
