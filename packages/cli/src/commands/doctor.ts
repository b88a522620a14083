import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

/** `interkit doctor`. */
export const addDoctor: AddCommand = (program, cli) => {
  const doctor = program
    .command("doctor")
    .summary("check the token, the workspace, permissions and this system")
    .description(
      "Checks Node, the keyring, the access token, the workspace and its region, the API\n" +
        "version, the rate limit, the clock, and what the app may read. It only reads.\n\n" +
        "The exit code is 4 for a missing or refused token, and 1 if another check failed.",
    )
    .action(async () => {
      const { runDoctor } = await import("../doctor/doctor.ts");
      await runDoctor(cli);
    });
  addExamples(doctor, "interkit doctor", "interkit doctor --json", "interkit doctor --profile eu");
};
