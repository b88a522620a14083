test("a contact is created", async () => {
  const { createIntercom } = await import("@interkit/client/2.16");
  const { createSandbox } = await import("@interkit/sandbox");
  const intercom = createIntercom({ token: "x", fetch: createSandbox().fetch });
  expect((await intercom.contacts.create({ role: "user", email: "ada@example.com" })).id).toMatch(
    /./,
  );
});
