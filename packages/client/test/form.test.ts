import { createIntercom } from "@interkit/client/preview";
import { expect, test } from "vitest";

test("a method that uploads a file takes a FormData and sends it as a form", async () => {
  const sent: (FormDataEntryValue | null)[] = [];
  const intercom = createIntercom({
    token: "test",
    fetch: async (url, init) => {
      const form = await new Request(url, init).formData();
      sent.push(form.get("finalize"), form.get("catalog"));
      return Response.json({ id: "1" });
    },
  });
  const form = new FormData();
  form.append("finalize", "false");
  form.append("catalog", new File(["[]"], "products.json", { type: "application/json" }));
  await intercom.ecommerceConnectors.uploadCatalog("12", form);
  expect(sent).toEqual(["false", expect.objectContaining({ name: "products.json", size: 2 })]);
});
