import type { SubjectMaker } from "../subject.ts";
import { intercomClient } from "./intercom-client.ts";
import { octokitRequest } from "./octokit-request.ts";
import { openai } from "./openai.ts";
import { openapiFetch } from "./openapi-fetch.ts";
import { stripe } from "./stripe.ts";

/** Clients of other authors, without any options. */
export const peers: readonly SubjectMaker[] = [
  intercomClient,
  openapiFetch,
  stripe,
  openai,
  octokitRequest,
];
