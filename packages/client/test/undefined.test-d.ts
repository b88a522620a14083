import { createIntercom } from "@interkit/client/2.16";
import { describe, expectTypeOf, test } from "vitest";

declare const maybe: string | undefined;

describe("with exactOptionalPropertyTypes", () => {
  const intercom = createIntercom({ token: "token" });

  test("a body takes undefined for a property and for a custom attribute", () => {
    void intercom.contacts.create({
      role: "user",
      name: maybe,
      custom_attributes: { plan: maybe },
    });
    void intercom.companies.update("1", { custom_attributes: { plan: maybe } });
  });

  test("a query takes undefined for a parameter", () => {
    void intercom.contacts.list({ per_page: 50, starting_after: maybe });
  });

  test("a custom attribute of a response is never undefined where it is listed", async () => {
    const { custom_attributes } = await intercom.contacts.get("1");
    for (const value of Object.values(custom_attributes)) {
      expectTypeOf<undefined>().not.toExtend<typeof value>();
    }
  });
});
