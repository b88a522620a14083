import { createIntercom } from "@interkit/client/2.16";
import { createSandbox } from "@interkit/sandbox";

const intercom = createIntercom({ token: "x", fetch: createSandbox().fetch });

export async function emails(): Promise<(string | null)[]> {
  await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const contacts = await intercom.contacts.list().collect({ limit: 5 });
  return contacts.map(({ email }) => email);
}

void emails().then((found) => console.log(...found));
