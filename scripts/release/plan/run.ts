// npm run release:plan: what a change of the description means for the next version of the packages.
import { ignoreClosedOutput } from "../../../openapi/src/output.ts";
import { runCommand } from "./command.ts";

ignoreClosedOutput();
process.exitCode = await runCommand(process.argv.slice(2), console);
