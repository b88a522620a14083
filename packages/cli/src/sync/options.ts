import { type Command, InvalidArgumentError } from "commander";

/** Adds the options of every command that plans and applies. */
export function addSyncOptions(command: Command): Command {
  return command
    .option("--dry-run", "print what would be sent, and send nothing")
    .option("--exit-code", "with --dry-run: exit with 3 if something differs")
    .option("--yes", "apply without a question; in a pipe there is none")
    .option("--allow-empty", "accept a source without items");
}

/** Adds the options about removals, where something may be removed. */
export function addRemovalOptions(command: Command): Command {
  return command
    .option("--approve <approval>", "do the removals of a plan, such as 37@12")
    .option("--max-removals <n>", "hold more removals for an approval (20)", wholeNumber)
    .option("--max-removal-share <s>", "the same for a share of all (0.1)", share);
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It has to be a whole number.");
}

function share(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= 0 && number <= 1) return number;
  throw new InvalidArgumentError("It has to be a number from 0 to 1.");
}

/** Collects an option that may be given several times. */
export function several(text: string, others: readonly string[] = []): readonly string[] {
  return [...others, text];
}
