import { answers } from "./answers.ts";
import type { Case } from "./case.ts";
import { effects } from "./effects.ts";
import { reads } from "./reads.ts";
import { security } from "./security.ts";
import { time } from "./time.ts";
import { waiting } from "./waiting.ts";
import { whole } from "./whole.ts";
import { writes } from "./writes.ts";

/** Every promise, in the order in which they are told. */
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
