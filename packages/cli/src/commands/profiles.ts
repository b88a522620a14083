import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

/** `interkit profiles`. */
export const addProfiles: AddCommand = (program, cli) => {
  const profiles = program
    .command("profiles")
    .summary("list the stored connections, and choose one")
    .description(
      "Lists the connections that `interkit login` has stored.\n\n" +
        "A profile that --profile or INTERCOM_PROFILE names is used first, then\n" +
        "INTERCOM_TOKEN, then the current profile.",
    );
  profiles
    .command("list", { isDefault: true })
    .description("Lists the profiles; the current one has a star.")
    .action(async () => {
      const { listProfiles } = await import("../login/list-profiles.ts");
      await listProfiles(cli);
    });
  profiles
    .command("current")
    .description("Prints the name of the current profile.")
    .action(async () => {
      const { printCurrent } = await import("../login/list-profiles.ts");
      await printCurrent(cli);
    });
  profiles
    .command("use")
    .argument("<profile>", "name of a stored connection")
    .description("Makes a profile the current one.")
    .action(async (name: string) => {
      const { Profiles } = await import("../profiles/profiles.ts");
      await new Profiles(cli.terminal).use(name);
      cli.output.note(`The current profile is "${name}".`);
    });
  addExamples(
    profiles,
    "interkit profiles",
    "interkit profiles use eu",
    "interkit profiles list --json",
  );
};
