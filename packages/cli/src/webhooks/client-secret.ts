import type { SignatureKind } from "@interkit/webhooks";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";

interface SecretSource {
  readonly variable: string;
  readonly question: string;
}

const ofApp: SecretSource = {
  variable: "INTERCOM_CLIENT_SECRET",
  question: "The client secret of the app (Developer Hub, Basic information):",
};

const ofFin: SecretSource = {
  variable: "INTERCOM_FIN_SECRET",
  question: "The webhook secret of the Fin Agent API:",
};

/** The client secret that the environment has. From then on nothing that is printed has it. */
export function givenSecret(cli: Cli, { variable }: SecretSource = ofApp): string | undefined {
  const secret = cli.terminal.env[variable]?.trim();
  if (!secret) return undefined;
  cli.output.hide(secret);
  return secret;
}

/**
 * The secret that signs requests of a kind: from the environment, or typed by a person.
 *
 * @throws {CliError} for an empty one, and where there is none in a pipe.
 */
export async function secretFor(cli: Cli, kind: SignatureKind = "notification"): Promise<string> {
  const source = kind === "fin" ? ofFin : ofApp;
  const given = givenSecret(cli, source);
  if (given !== undefined) return given;
  const fix = `set ${source.variable}`;
  const typed = (await cli.output.secret(source.question, fix)).trim();
  if (typed === "") throw new CliError(`The secret is empty; ${fix}`);
  return typed;
}
