import { createRequire } from "node:module";
import { createIntercom } from "@interkit/client/preview";
import { expect, test } from "vitest";

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly required?: boolean };
}
const { paths } = createRequire(import.meta.url)("@interkit/openapi/preview.json") as {
  paths: Record<string, Record<string, Operation>>;
};

/** The methods with an optional body, with the number of their path parameters. */
const methods = Object.entries(paths).flatMap(([path, item]) =>
  Object.values(item)
    .filter(({ requestBody }) => requestBody && !requestBody.required)
    .map(({ operationId }) => ({ id: operationId, values: path.match(/\{/g)?.length ?? 0 })),
);

test("there are methods with an optional body", () => {
  expect(methods.length).toBeGreaterThan(15);
});

test.each(methods)("$id can be called without a body, and sends none", async ({ id, values }) => {
  const sent: Request[] = [];
  const intercom = createIntercom({
    token: "test-token",
    fetch: async (url, init) => {
      sent.push(new Request(url, init));
      return Response.json({ id: "1" });
    },
  });
  // biome-ignore lint/suspicious/noExplicitAny: the methods are looked up by name
  const method = id.split(".").reduce((at: any, name) => at[name], intercom);
  await method(...Array(values).fill("1"));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toBeNull();
  expect(sent[0]?.headers.get("Content-Type")).toBeNull();
});
