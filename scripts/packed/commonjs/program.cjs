const { createIntercom } = require("@interkit/client/2.16");
const { createSandbox } = require("@interkit/sandbox");

async function emails() {
  const intercom = createIntercom({ token: "x", fetch: createSandbox().fetch });
  await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  const contacts = await intercom.contacts.list().collect({ limit: 5 });
  return contacts.map(({ email }) => email);
}

emails().then((found) => console.log(...found));
