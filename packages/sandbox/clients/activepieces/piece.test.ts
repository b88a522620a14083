import { expect, test } from "vitest";
import { testClient } from "../test-client.ts";
import { actions } from "./actions.ts";
import { pieceOf, withPiece } from "./piece.ts";
import { supportActions } from "./support-actions.ts";
import { triggers } from "./triggers.ts";

testClient("@activepieces/piece-intercom 0.7.5", (installed) => {
  const called = new Set<string>();
  const start = (options?: object) => withPiece(installed(), called, options);
  actions(start);
  supportActions(start);
  triggers(start);

  test("every action and trigger was run", () => {
    const piece = pieceOf(installed());
    const names = [
      ...Object.keys(piece.actions()).map((name) => `actions.${name}.run`),
      ...Object.keys(piece.triggers()).map((name) => `triggers.${name}.run`),
    ];
    expect(names.length).toBeGreaterThan(45);
    expect(names.filter((name) => !called.has(name))).toEqual([]);
  });
});
