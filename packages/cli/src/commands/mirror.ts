import type { Command } from "commander";
import type { MirrorFlags } from "../mirrors/open-mirror.ts";
import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

const aboutMirror = `
The folder has a file of JSON for each contact, company, conversation with its
parts, and ticket, and in mirror.db how far the copy has come. The first run
copies everything; each later one copies what changed and removes what was
deleted. --compare reads all lists and finds what else differs: run it every
night. For a database, use createMirror and sqlTarget of @interkit/jobs/sync.`;

/** `interkit mirror`: a copy of a workspace in a folder. */
export const addMirror: AddCommand = (program, cli) => {
  const command = withFolder(program.command("mirror"))
    .summary("keep a copy of a workspace in a folder")
    .description("Keeps a copy of a workspace in a folder.")
    .option("--compare", "compare everything, and correct the copy")
    .addHelpText("after", aboutMirror)
    .action(async (flags: MirrorFlags) => {
      const { runMirror } = await import("../mirrors/run-mirror.ts");
      await runMirror(cli, flags);
    });
  addExamples(
    command,
    "interkit mirror --to copy",
    "interkit mirror --to copy --compare",
    "interkit mirror --to people --streams contacts,companies",
  );
};

const aboutVerify = `
Changes neither. Exit codes: 0 the same, 3 differences.`;

/** `interkit verify`: whether a copy is what the workspace is. */
export const addVerify: AddCommand = (program, cli) => {
  const command = withFolder(program.command("verify"))
    .summary("print what differs between a workspace and its copy")
    .description("Prints what differs between a workspace and its copy.")
    .option("--deep", "compare parts of conversations, with a request for each")
    .addHelpText("after", aboutVerify)
    .action(async (flags: MirrorFlags) => {
      const { runVerify } = await import("../mirrors/run-mirror.ts");
      await runVerify(cli, flags);
    });
  addExamples(command, "interkit verify --to copy", "interkit verify --to copy --deep");
};

function withFolder(command: Command): Command {
  return command
    .requiredOption("--to <folder>", "the folder of the copy")
    .option("--streams <names>", "contacts, companies, conversations, tickets", toNames);
}

const toNames = (text: string): string[] => text.split(",").map((name) => name.trim());
