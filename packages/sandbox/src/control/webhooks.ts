import { notFound } from "../engine/errors.ts";
import type { DeliveryFaults } from "../webhooks/delivery-faults.ts";
import type { DeliveryFilter } from "../webhooks/outbox.ts";
import type { WebhookTarget } from "../webhooks/target.ts";
import { readObject } from "./body.ts";
import { type ControlRoutes, noContent } from "./route.ts";

const filterOf = (url: string): DeliveryFilter =>
  Object.fromEntries(new URL(url).searchParams) as DeliveryFilter;

const targetNotFound = (id?: string) => notFound(`There is no webhook target ${id}.`);

/** The routes of webhooks in the control API, under `/_sandbox`. */
export const webhookRoutes: ControlRoutes = {
  "/webhooks": {
    GET: ({ webhooks }) => ({ json: { targets: webhooks.list() } }),
    POST: async ({ webhooks }, request) => ({
      status: 201,
      json: webhooks.add((await readObject(request)) as unknown as WebhookTarget),
    }),
    DELETE: ({ webhooks }) => {
      webhooks.clear();
      return noContent;
    },
  },
  "/webhooks/deliveries": {
    GET: ({ webhooks }, { url }) => ({ json: { deliveries: webhooks.deliveries(filterOf(url)) } }),
  },
  "/webhooks/deliveries/:id/redeliver": {
    POST: ({ webhooks }, _request, { id = "" }) => {
      if (!webhooks.deliveries().some((delivery) => delivery.id === id)) {
        throw notFound(`There is no delivery ${id}.`);
      }
      return { status: 202, json: webhooks.redeliver(id) };
    },
  },
  "/webhooks/faults": {
    GET: ({ webhooks }) => ({ json: webhooks.faults }),
    PUT: async ({ webhooks }, request) => {
      webhooks.faults = (await readObject(request)) as DeliveryFaults;
      return { json: webhooks.faults };
    },
  },
  // Responds when the requests ended, so that a test can then check what they caused.
  "/webhooks/flush": {
    POST: async ({ webhooks }) => {
      await webhooks.flush();
      return noContent;
    },
  },
  "/webhooks/:id": {
    GET: ({ webhooks }, _request, { id }) => {
      const target = webhooks.list().find((one) => one.id === id);
      if (!target) throw targetNotFound(id);
      return { json: target };
    },
    DELETE: ({ webhooks }, _request, { id = "" }) => {
      if (!webhooks.remove(id)) throw targetNotFound(id);
      return noContent;
    },
  },
};
