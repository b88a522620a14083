import type { paths } from "@interkit/core/2.16";
import createFetchClient from "openapi-fetch";
import { expectTypeOf, test } from "vitest";

test("paths serves openapi-fetch's own client as well", async () => {
  const client = createFetchClient<paths>({ baseUrl: "https://api.intercom.io" });
  const { data, error } = await client.GET("/contacts/{contact_id}", {
    params: { path: { contact_id: "1" } },
  });
  expectTypeOf(data).not.toBeAny();
  expectTypeOf(data?.id).toEqualTypeOf<string | undefined>();
  expectTypeOf(error).not.toBeAny();
  await client.PUT("/contacts/{contact_id}", {
    params: { path: { contact_id: "1" } },
    body: { name: "Ada" },
  });
  // @ts-expect-error no such path
  void client.GET("/contact");
});
