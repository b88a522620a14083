import { createIntercom } from "@interkit/client/2.16";
import { createSandbox } from "@interkit/sandbox";

test("a contact is created", async () => {
  const intercom = createIntercom({ token: "x", fetch: createSandbox().fetch });
  await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const contacts = await intercom.contacts.list().collect({ limit: 5 });
  expect(contacts.map(({ email }) => email)).toEqual(["ada@example.com"]);
});
