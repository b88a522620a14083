// npm run behaviour -w interkit-docs: writes the table of behaviour.yaml into the page versions/upgrade.
import { readFileSync, writeFileSync } from "node:fs";
import { upgradePage, withBehaviour } from "./upgrade.ts";

writeFileSync(upgradePage, withBehaviour(readFileSync(upgradePage, "utf8")));
