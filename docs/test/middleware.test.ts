import { expect, test } from "vitest";
import { onRequest } from "../src/middleware.ts";

/** What a visitor gets for a page of this text. */
async function served(text: string, type: string): Promise<string> {
  const response = new Response(text, { headers: { "content-type": type } });
  const sent = await onRequest({} as never, async () => response);
  return sent instanceof Response ? sent.text() : "";
}

const list =
  '<ul class="x" style="--depth: 1;"><li class="x" style="--depth: 1;"><a href="#a" style="--depth: 1;">A</a></li></ul>';

test("the entries of a table of contents inherit the style of their list", async () => {
  expect(await served(list, "text/html")).toBe(
    '<ul class="x" style="--depth: 1;"><li class="x"><a href="#a">A</a></li></ul>',
  );
});

test("what is no page is left as it is", async () => {
  expect(await served(list, "text/plain")).toBe(list);
});
