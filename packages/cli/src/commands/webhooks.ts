import { type Command, Option } from "commander";
import { timeForms } from "../arguments/time.ts";
import { wholeNumber } from "../arguments/whole-number.ts";
import type { Cli } from "../program/cli.ts";
import { addExamples } from "../program/examples.ts";
import type { ListenFlags } from "../webhooks/listen.ts";
import type { ReplayFlags } from "../webhooks/replay.ts";
import type { SignFlags } from "../webhooks/sign.ts";
import type { AddCommand } from "./index.ts";

const storeOption = [
  "--store <file>",
  "file of notifications (notifications.jsonl in the state folder)",
] as const;
const sinceOption = `a time: ${timeForms}`;
const topicOption = "--topic <pattern>";
const remoteOption = ["--allow-remote", "let the URL be of another machine"] as const;

/** `interkit webhooks`: to develop what receives notifications. */
export const addWebhooks: AddCommand = (program, cli) => {
  const webhooks = program
    .command("webhooks")
    .summary("receive notifications on this machine, and send them again")
    .description("To develop what receives notifications of Intercom.");
  addListen(webhooks, cli);
  addReplay(webhooks, cli);
  addSign(webhooks, cli);
  addTopics(webhooks, cli);
};

const listenHelp = `
The secret is read from INTERCOM_CLIENT_SECRET, or typed without being shown.
Notifications that are not signed with it are refused, and not kept.

Intercom sends notifications to a public address with HTTPS. Open a tunnel to
the port, and enter its address in the Developer Hub: your app, Webhooks,
Endpoint URL. \`interkit sandbox --webhook\` needs none.

The file has personal data: only its user can read it. Delete it afterwards.`;

function addListen(webhooks: Command, cli: Cli): void {
  const command = webhooks
    .command("listen")
    .summary("receive, keep and forward notifications")
    .description("Receives notifications until Ctrl-C: verifies, prints, keeps and forwards each.")
    .option("--port <number>", "port to listen on; 0 takes any", wholeNumber(0, 65_535), 4020)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--forward-to <url>", "your endpoint, whose status is returned to Intercom")
    .option(...remoteOption)
    .option(topicOption, "print and forward these alone, such as conversation.*")
    .option("--since <time>", `first forward what was kept since ${sinceOption}`)
    .option(...storeOption)
    .addHelpText("after", listenHelp)
    .action(async (flags: ListenFlags) => {
      const { listen } = await import("../webhooks/listen.ts");
      await listen(cli, flags);
    });
  addExamples(
    command,
    "interkit webhooks listen",
    "interkit webhooks listen --forward-to http://localhost:3000/webhooks",
    "interkit webhooks listen --topic 'conversation.*' --json",
  );
}

const replayHelp = `
Without ids and filters, all of the file is sent. With INTERCOM_CLIENT_SECRET,
notifications are signed anew; without it, they have the signature that they
came with. Exit code 1: the endpoint did not respond to some with 2xx.`;

function addReplay(webhooks: Command, cli: Cli): void {
  const command = webhooks
    .command("replay")
    .summary("send kept notifications again")
    .description("Sends notifications that `listen` has kept again, byte for byte.")
    .argument("[id...]", "ids of notifications, such as notif_…")
    .requiredOption("--to <url>", "your endpoint")
    .option(...remoteOption)
    .option("--since <time>", `those that were received since ${sinceOption}`)
    .option(topicOption, "those of a topic, or of a group such as conversation.*")
    .option("--times <number>", "send each as often", wholeNumber(1, 1000), 1)
    .option("--shuffle", "send them in a random order")
    .option(...storeOption)
    .option("--dry-run", "print what would be sent, and send nothing")
    .addHelpText("after", replayHelp)
    .action(async (ids: readonly string[], flags: ReplayFlags) => {
      const { replay } = await import("../webhooks/replay.ts");
      await replay(cli, ids, flags);
    });
  addExamples(
    command,
    "interkit webhooks replay --since 2h --topic 'contact.*' --to http://localhost:3000",
    "interkit webhooks replay --times 2 --shuffle --to http://localhost:3000",
  );
}

function addSign(webhooks: Command, cli: Cli): void {
  const kind = new Option("--kind <kind>", "notification; app for Canvas Kit; or fin")
    .choices(["notification", "app", "fin"])
    .default("notification");
  const command = webhooks
    .command("sign")
    .summary("print the signature of a body")
    .description("Prints the signature that Intercom would send with a body.")
    .argument("<file>", "file with the body; - reads stdin")
    .addOption(kind)
    .option("--header", "print the header, as curl takes it")
    .addHelpText(
      "after",
      "\nThe secret is read from INTERCOM_CLIENT_SECRET (of --kind fin:\nINTERCOM_FIN_SECRET), or typed without being shown.",
    )
    .action(async (file: string, flags: SignFlags) => {
      const { sign } = await import("../webhooks/sign.ts");
      await sign(cli, file, flags);
    });
  addExamples(
    command,
    "interkit webhooks sign body.json",
    'curl -H "$(interkit webhooks sign body.json --header)" \\\n      --data-binary @body.json http://localhost:3000/webhooks',
  );
}

function addTopics(webhooks: Command, cli: Cli): void {
  const command = webhooks
    .command("topics")
    .summary("list the topics of notifications")
    .description("Lists the topics of notifications in an API version.")
    .action(async () => {
      const { listTopics } = await import("../webhooks/list-topics.ts");
      await listTopics(cli);
    });
  addExamples(command, "interkit webhooks topics", "interkit webhooks topics --api-version 2.11");
}
