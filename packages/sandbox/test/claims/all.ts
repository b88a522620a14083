import type { Claims } from "../support/claims.ts";
import { companies } from "./companies.ts";
import { contacts } from "./contacts.ts";
import { desk } from "./desk.ts";
import { knowledge } from "./knowledge.ts";
import { talk } from "./talk.ts";
import { tickets } from "./tickets.ts";

/** All that the sandbox is held to, one file for each part of the API. */
export const allClaims: Claims = [
  ...contacts,
  ...companies,
  ...talk,
  ...tickets,
  ...knowledge,
  ...desk,
];
