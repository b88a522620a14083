// A program that needs the optional peers.
import { createIntercom } from "@interkit/client/2.16";
import { nodeFetch } from "@interkit/core/node";
import { openTelemetry } from "@interkit/core/opentelemetry";
import { redisStore } from "@interkit/core/redis";
import { defineJob, fromRows } from "@interkit/jobs";
import { createJobQueue } from "@interkit/jobs/bullmq";
import { createSandbox } from "@interkit/sandbox";
import { handlersFor } from "@interkit/sandbox/msw";
import { createWebhooks } from "@interkit/webhooks";
import { createBullQueue } from "@interkit/webhooks/bullmq";
import { createConnections } from "@interkit/webhooks/connections";
import { createRedisConnectionStore } from "@interkit/webhooks/connections/redis";
import { createRedisStore } from "@interkit/webhooks/redis";
import { Redis } from "ioredis";
import { setupServer } from "msw/node";

const { layers, hooks } = openTelemetry();
export const intercom = createIntercom({
  token: "x",
  fetch: nodeFetch({ proxy: "http://127.0.0.1:8080" }),
  rateLimit: { store: redisStore({ client: new Redis() }), key: "workspace" },
  layers,
  hooks,
});
export const server = setupServer(...handlersFor(createSandbox()));
export const queued = createWebhooks({
  secret: "x",
  queue: createBullQueue({ connection: new Redis() }),
});
export const shared = createWebhooks({
  secret: "x",
  store: createRedisStore({ client: new Redis() }),
});
export const connections = createConnections({
  store: createRedisConnectionStore({ client: new Redis() }),
});
const job = defineJob({ name: "x", source: fromRows([1]), step: (row) => row });
export const jobs = createJobQueue({ connection: new Redis(), jobs: [job] });
// @ts-expect-error a queue has a list of jobs
createJobQueue({ connection: new Redis(), jobs: job });
// @ts-expect-error a store of notifications is none of connections
createConnections({ store: createRedisStore({ client: new Redis() }) });
// @ts-expect-error a store is not of any type
redisStore({ client: 5 });
