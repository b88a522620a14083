import { addExamples } from "../program/examples.ts";
import type { AddCommand } from "./index.ts";

/** `interkit login` and `interkit logout`. */
export const addLogin: AddCommand = (program, cli) => {
  const login = program
    .command("login")
    .summary("store an access token in the keyring of this system")
    .description(
      "Stores an access token in the keyring of this system, after Intercom accepted it.\n\n" +
        "On a terminal the token is typed without being shown; in a pipe it is read from\n" +
        "stdin. The name, the API version and the address are stored in a file without\n" +
        "the token. Without a keyring, set INTERCOM_TOKEN instead: it needs no login.",
    )
    .action(async () => {
      const { runLogin } = await import("../login/login.ts");
      await runLogin(cli);
    });
  addExamples(
    login,
    "interkit login",
    "interkit login --profile eu --region eu",
    'echo "$TOKEN" | interkit login --profile ci',
  );
  const logout = program
    .command("logout")
    .summary("remove a stored access token")
    .description("Removes a profile and its access token. The token stays valid at Intercom.")
    .action(async () => {
      const { runLogout } = await import("../login/logout.ts");
      await runLogout(cli);
    });
  addExamples(logout, "interkit logout", "interkit logout --profile eu");
};
