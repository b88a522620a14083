// The calls that bench/sandbox.ts measures: each builds the request of a round from the seeded contacts.

/** The first fifty contacts, each changed at another time; no later call changes them. */
export const windowSize = 50;

const version = { "Intercom-Version": "Preview" };
const headers = { Authorization: "Bearer any", ...version };

export const calls = {
  "GET /contacts/{id}": ({ ids }, turn) => get(`/contacts/${ids[turn % ids.length]}`),
  "GET /contacts": () => get("/contacts"),
  "GET /contacts, 50": () => get("/contacts?per_page=50"),
  "GET /contacts, page 5": ({ cursor }) => get(`/contacts?starting_after=${cursor}`),
  "search, email": ({ size }, turn) =>
    search({ field: "email", operator: "=", value: email((turn * 7919) % size) }),
  "search, updated_at": ({ start }) =>
    search({
      operator: "AND",
      value: [
        { field: "updated_at", operator: ">=", value: start },
        { field: "updated_at", operator: "<", value: start + windowSize },
      ],
    }),
  "search, custom attribute": () =>
    search({ field: "custom_attributes.plan", operator: "=", value: "pro" }),
  "search, two attributes": () =>
    search({
      operator: "AND",
      value: [
        { field: "custom_attributes.plan", operator: "=", value: "pro" },
        { field: "custom_attributes.seats", operator: ">", value: 25 },
      ],
    }),
  "PUT /contacts/{id}": ({ changeable }, turn) =>
    send("PUT", `/contacts/${changeable[turn % changeable.length]}`, { name: `Ada ${turn}` }),
  "POST /contacts": (_seeded, turn) =>
    send("POST", "/contacts", { role: "user", email: `new-${turn}@example.com` }),
};

export const email = (number) => `user-${number}@example.com`;

export function get(path) {
  return { path, init: { headers } };
}

/** Pages of ten, as `GET /contacts` gives, so that all have as much to write. */
function search(query) {
  return send("POST", "/contacts/search", { query, pagination: { per_page: 10 } });
}

function send(method, path, body) {
  const type = { "Content-Type": "application/json" };
  return { path, init: { method, headers: { ...headers, ...type }, body: JSON.stringify(body) } };
}

/**
 * Calls one after the other for a given time, and returns the number of calls a second. The objects
 * that it created are deleted afterwards, which is not counted.
 */
export async function measure(name, seeded, milliseconds, fetch) {
  const answers = [];
  const begin = performance.now();
  let turns = 0;
  while (performance.now() - begin < milliseconds) {
    const { path, init } = calls[name](seeded, turns++);
    const response = await fetch(path, init);
    const answer = await response.json();
    if (response.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    if (name === "POST /contacts") answers.push(answer.id);
  }
  const rate = (turns / (performance.now() - begin)) * 1000;
  for (const id of answers) await fetch(`/contacts/${id}`, { method: "DELETE", headers });
  return rate;
}
