import { canvas, content, text } from "@interkit/webhooks/canvas";
import { expect, test } from "vitest";

/** The content of a text whose JSON has this many bytes. */
const contentOf = (bytes: number) => {
  const empty = JSON.stringify({ components: [{ type: "text", text: "" }] });
  return canvas({ content: [text("x".repeat(bytes - empty.length))] });
};
const stored = (bytes: number) => ({
  key: "x".repeat(bytes - JSON.stringify({ key: "" }).length),
});

test("content and stored data have up to 64 KB each, of JSON", () => {
  const { content } = contentOf(65_536);
  expect(JSON.stringify(content)).toHaveLength(65_536);
  expect(() => contentOf(65_537)).toThrow(
    "canvas.content has 65537 bytes as JSON, of at most 65536",
  );
  const full = canvas({ content: content.components, stored_data: stored(65_536) });
  expect(JSON.stringify(full.stored_data)).toHaveLength(65_536);
  const more = () => canvas({ content: [], stored_data: stored(65_537) });
  expect(more).toThrow("canvas.stored_data has 65537 bytes as JSON, of at most 65536");
});

test("characters outside of ASCII count as the bytes that they are", () => {
  const long = () => canvas({ content: [text("🎫".repeat(16_500))] });
  expect(long).toThrow("canvas.content has 66042 bytes as JSON");
  expect(() => content([text("🎫".repeat(16_500))])).toThrow("content has 66042 bytes");
});
