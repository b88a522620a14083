import type { Handlers } from "../engine/request-context.ts";
import { handlers as calls } from "./calls/index.ts";
import { handlers as companies } from "./companies/index.ts";
import { handlers as contacts } from "./contacts/index.ts";
import { handlers as conversations } from "./conversations/index.ts";
import { handlers as data } from "./data/index.ts";
import { handlers as exports } from "./exports/index.ts";
import { handlers as fin } from "./fin/index.ts";
import { handlers as jobs } from "./jobs/index.ts";
import { handlers as knowledge } from "./knowledge/index.ts";
import { handlers as notes } from "./notes/index.ts";
import { handlers as outbound } from "./outbound/index.ts";
import { handlers as segments } from "./segments/index.ts";
import { handlers as tags } from "./tags/index.ts";
import { handlers as tickets } from "./tickets/index.ts";
import { handlers as workspace } from "./workspace/index.ts";

/** The handlers of all operations. */
export const handlers: Handlers = {
  ...calls,
  ...companies,
  ...contacts,
  ...conversations,
  ...data,
  ...exports,
  ...fin,
  ...jobs,
  ...knowledge,
  ...notes,
  ...outbound,
  ...segments,
  ...tags,
  ...tickets,
  ...workspace,
};
