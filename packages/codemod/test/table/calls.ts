import { createIntercom as of27 } from "@interkit/client/2.7";
import { createIntercom as of28 } from "@interkit/client/2.8";
import { createIntercom as of29 } from "@interkit/client/2.9";
import { createIntercom as of210 } from "@interkit/client/2.10";
import { createIntercom as of211 } from "@interkit/client/2.11";
import { createIntercom as of212 } from "@interkit/client/2.12";
import { createIntercom as of213 } from "@interkit/client/2.13";
import { createIntercom as of214 } from "@interkit/client/2.14";
import { createIntercom as of215 } from "@interkit/client/2.15";
import { createIntercom as of216 } from "@interkit/client/2.16";
import { createIntercom as of217 } from "@interkit/client/2.17";
import { createIntercom as ofPreview } from "@interkit/client/preview";
import type { Field, Row, Target } from "../../src/table/index.ts";

type Options = Parameters<typeof of216>[0];
type Values = Readonly<Record<string, unknown>>;
type Method = (...args: readonly unknown[]) => unknown;

const clients: Readonly<Record<string, (options: Options) => object>> = {
  "2.7": of27,
  "2.8": of28,
  "2.9": of29,
  "2.10": of210,
  "2.11": of211,
  "2.12": of212,
  "2.13": of213,
  "2.14": of214,
  "2.15": of215,
  "2.16": of216,
  "2.17": of217,
  preview: ofPreview,
};

/** The method of a version of `@interkit/client`; nothing if the version does not have it. */
export function methodOf(name: string, version: string, baseUrl: string): Method | undefined {
  const client = clients[version]?.({ token: "secret", baseUrl, retry: false, rateLimit: false });
  const steps = name.split(".");
  const last = steps.pop() ?? "";
  const resource = steps.reduce<unknown>(
    (place, step) => (place as Values | undefined)?.[step],
    client,
  );
  const method = (resource as Values | undefined)?.[last];
  return typeof method === "function" ? (...args) => method.apply(resource, args) : undefined;
}

/** An argument of a method of `intercom-client` that has every key but those for a person. */
export function sampleOf({ keys, byHand, target }: Row): Values {
  const fields = [...(target?.fields ?? []), ...(target?.query ?? [])];
  const sample: Record<string, unknown> = {};
  for (const key of keys) {
    if (key in byHand) continue;
    const isWhole = fields.some(({ to, from }) => to === "" && from === key);
    sample[key] = isWhole ? { any_property: `${key} value` } : `${key} value`;
  }
  for (const { from } of fields) {
    if (from === undefined) continue;
    const [key = "", ...rest] = from.split(".");
    if (key === "") sample["any_property"] = "value";
    if (rest.length > 0) sample[key] = put(sample[key], rest, `${from} value`);
  }
  return sample;
}

/** The arguments that a row makes of one of `intercom-client`. */
export function argumentsOf(target: Target, sample: Values): readonly unknown[] {
  const path = target.path.map((key) => sample[key]);
  if (target.input === "none") return path;
  const query = payloadOf(target.query, sample);
  return [...path, payloadOf(target.fields, sample), ...(query === undefined ? [] : [{ query }])];
}

/** The query or the body that fields make of an argument; nothing if they make none. */
export function payloadOf(fields: readonly Field[], sample: Values): unknown {
  return fields.reduce<unknown>((payload, { to, from, constant }) => {
    const given = from === undefined || from === "" ? undefined : at(sample, from.split("."));
    const value = from === "" ? sample : (given ?? constant);
    return value === undefined ? payload : put(payload, to === "" ? [] : to.split("."), value);
  }, undefined);
}

function at(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((place, step) => (place as Values | undefined)?.[step], value);
}

function put(payload: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const object = typeof payload === "object" ? (payload as Values) : {};
  return { ...object, [step]: put(object[step], rest, value) };
}
