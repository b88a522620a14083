import type { Bundle } from "interkit-generator/description/bundle";
import { expect, test } from "vitest";
import { bundleOf, file } from "./bundle.ts";

/** A bundle with webhooks of these topics. */
function withTopics(version: string, topics: readonly string[]): Bundle {
  const { document } = bundleOf(version, {});
  const webhooks = Object.fromEntries(topics.map((topic) => [topic, { post: {} }]));
  return { version, document: { ...document, webhooks } };
}

test("the sandbox has every topic with its first and its last version, in order", () => {
  const text = file(
    "topics",
    withTopics("2.15", ["ping", "job.completed"]),
    withTopics("2.16", ["ping", "job.completed", "audience.created"]),
    withTopics("Preview", ["ping", "audience.created"]),
  );
  expect(text.slice(text.indexOf("export"))).toBe(`export const topics = {
  "audience.created": ["2.16", "Preview"],
  "job.completed": ["2.15", "2.16"],
  "ping": ["2.15", "Preview"],
} as const;
`);
});
