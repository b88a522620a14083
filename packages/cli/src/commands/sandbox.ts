import { createSandboxCommand } from "@interkit/sandbox/command";
import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

/** `interkit sandbox`: the command of `interkit-sandbox`. */
export const addSandbox: AddCommand = (program, { output, signal }) => {
  const command = createSandboxCommand({
    name: "sandbox",
    print: (text) => output.raw("stdout", `${text}\n`),
    warn: (text) => output.raw("stderr", `${text}\n`),
    signal,
    hint: (url, token) =>
      `  with this command line                INTERCOM_TOKEN=${token} interkit --base-url ${url} contacts list`,
  });
  command.summary("run a stateful Intercom on this machine");
  addExamples(
    command,
    "interkit sandbox --seed acme",
    "interkit sandbox --port 4011 --webhook http://localhost:4020/webhooks",
  );
  program.addCommand(command.copyInheritedSettings(program));
};
