export async function emails(): Promise<(string | null)[]> {
  const { createIntercom } = await import("@interkit/client/2.16");
  const { createSandbox } = await import("@interkit/sandbox");
  const intercom = createIntercom({ token: "x", fetch: createSandbox().fetch });
  await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const contacts = await intercom.contacts.list().collect({ limit: 5 });
  return contacts.map(({ email }) => email);
}

void emails().then((found) => console.log(...found));
