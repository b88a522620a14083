import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import { memoryState } from "@interkit/jobs";
import { createMirror, fileTarget } from "@interkit/jobs/sync";
import type { Sandbox } from "@interkit/sandbox";

/** A program in `programs/` that is killed, and what it has to do. */
export interface KilledProgram {
  readonly name: "backfill" | "export" | "mirror" | "sync";
  /** Writes what it starts with. */
  prepare(sandbox: Sandbox, folder: string): void;
  /** What is wrong after it has ended. */
  faults(sandbox: Sandbox, folder: string): Promise<string[]>;
}

const numbers = Array.from({ length: 400 }, (_, number) => number);

const backfill: KilledProgram = {
  name: "backfill",
  prepare(_, folder) {
    const rows = numbers.map((n) => `${n},person-${n}@example.com`);
    writeFileSync(path.join(folder, "people.csv"), ["external_id,email", ...rows].join("\n"));
  },
  async faults({ fetch }) {
    const { contacts } = createIntercom({ token: "any", fetch });
    const written = await contacts.list({ per_page: 150 }).collect({ limit: 1_000 });
    const ids = written.map(({ external_id }) => Number(external_id));
    return differences("contact", ids, numbers);
  },
};

const exported: KilledProgram = {
  name: "export",
  prepare({ seed }) {
    const { id } = seed.contact({ role: "user" });
    for (const number of numbers) {
      const conversation = seed.conversation({ contact_ids: [id], title: String(number) });
      const part = { conversation_id: conversation.id, admin_id: "1", body: `Part ${number}` };
      seed.conversationPart(part);
    }
  },
  async faults(_, folder) {
    const text = readFileSync(path.join(folder, "conversations.jsonl"), "utf8");
    const lines = text.trimEnd().split("\n");
    const bodies = lines.map((line) => {
      return String(JSON.parse(line).conversation_parts.conversation_parts[0]?.body);
    });
    const found = bodies.map((body) => Number(/Part (\d+)/.exec(body)?.[1]));
    return differences("conversation", found, numbers);
  },
};

const mirror: KilledProgram = {
  name: "mirror",
  prepare: exported.prepare,
  async faults({ fetch }, folder) {
    const { contacts, conversations } = createIntercom({ token: "any", fetch });
    const target = fileTarget(path.join(folder, "copy"));
    const copy = createMirror({ contacts, conversations }, { target, state: memoryState() });
    const found = await copy.verify({ deep: true });
    return found.slice(0, 1).map((one) => `${found.length} objects differ: ${JSON.stringify(one)}`);
  },
};

const sync: KilledProgram = {
  name: "sync",
  prepare(_, folder) {
    const pages = numbers.map((number) => ({
      external_id: `page-${number}.md`,
      // Articles have no key, and several have the same title.
      title: `Page ${Math.floor(number / 3)}`,
      html: `<p>Text ${number}</p>`,
      url: `https://docs.example.com/${number}`,
    }));
    writeFileSync(path.join(folder, "pages.json"), JSON.stringify(pages));
  },
  async faults({ fetch }) {
    const { aiContent, articles } = createIntercom({ token: "any", fetch });
    const numberIn = (text: string | null) => Number(/Text (\d+)/.exec(text ?? "")?.[1]);
    const pages = await aiContent.externalPages.list().collect({ limit: 2_000 });
    const texts = await articles.list({ per_page: 150 }).collect({ limit: 2_000 });
    const found = pages.map(({ html }) => numberIn(html));
    const written = texts.map(({ body }) => numberIn(body));
    return [...differences("page", found, numbers), ...differences("article", written, numbers)];
  },
};

export const programs: readonly KilledProgram[] = [exported, mirror, backfill, sync];

/** What is missing, and what is there more than once. */
function differences(
  kind: string,
  found: readonly number[],
  expected: readonly number[],
): string[] {
  const missing = expected.filter((number) => !found.includes(number));
  const extra = found.length - new Set(found).size;
  return [
    ...(missing.length > 0 ? [`${missing.length} of each ${kind} are missing`] : []),
    ...(extra > 0 ? [`${extra} of each ${kind} are there more than once`] : []),
  ];
}
