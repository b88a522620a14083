import { expect, test } from "vitest";
import { firstAndLast } from "../../../../scripts/soak/share.ts";
import { checkClaim } from "../support/claims.ts";
import { sentencesOf } from "../support/texts.ts";
import { versions } from "../support/versions.ts";
import { allClaims } from "./all.ts";

test.each(allClaims.map((one) => [`${one.at}: ${one.says}`, one] as const))(
  "%s",
  async (_name, claim) => {
    const said = versions.filter((version) =>
      textAt(version, claim.at).some((text) => text.includes(claim.says)),
    );
    expect(said, "No version says so any more: change the claim with the words").not.toEqual([]);
    for (const version of firstAndLast(said)) {
      await checkClaim(claim, version).catch((error: Error) => {
        error.message = `In ${version}: ${error.message}`;
        throw error;
      });
    }
  },
);

function textAt(version: string, place: string): string[] {
  return sentencesOf(version)
    .filter((one) => one.place === place)
    .map(({ words }) => words);
}
