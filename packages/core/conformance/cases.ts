import { answers } from "./answers.ts";
import type { Case } from "./case.ts";
import { effects } from "./effects.ts";
import { reads } from "./reads.ts";
import { security } from "./security.ts";
import { time } from "./time.ts";
import { waiting } from "./waiting.ts";
import { whole } from "./whole.ts";
import { writes } from "./writes.ts";

/** All promises, in the order of the document. */
export const cases: readonly Case[] = [
  ...writes,
  ...reads,
  ...effects,
  ...waiting,
  ...time,
  ...answers,
  ...whole,
  ...security,
];
