// The targets of webhooks and the outbox of this very sandbox, read again while they are shown.

const refreshMs = 1000;
const shownDeliveries = 200;

const { token } = await (await fetch("/_sandbox/page/settings.json")).json();

const element = (id) => document.getElementById(id);
const [targets, deliveries, delivery] = ["targets", "deliveries", "delivery"].map(element);
/** The id of the delivery whose body is shown. */
let opened;

/** Sends a request to the control API. Resolves to the JSON of the response. */
async function control(method, path, body) {
  const response = await fetch(`/_sandbox/webhooks${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const read = text === "" ? undefined : JSON.parse(text);
  if (!response.ok) throw new Error(read?.error ?? response.statusText);
  return read;
}

/** Shows the targets and deliveries, until the returned function is called. */
export function watchWebhooks() {
  const refresh = () => show().catch(report);
  refresh();
  const timer = setInterval(refresh, refreshMs);
  return () => clearInterval(timer);
}

async function show() {
  const [{ targets: all }, { deliveries: sent }] = await Promise.all([
    control("GET", ""),
    control("GET", "/deliveries"),
  ]);
  fill(targets, all.map(targetRow), "No targets yet. Add one below.");
  const words = element("topic").value.trim().toLowerCase();
  const found = sent.filter(({ topic, status }) => `${topic} ${status}`.includes(words));
  const rows = found.toReversed().slice(0, shownDeliveries).map(deliveryRow);
  fill(deliveries, rows, "Nothing was sent yet.");
  const shown = sent.find(({ id }) => id === opened);
  delivery.hidden = shown === undefined;
  if (shown) {
    const { attempts, body } = shown;
    delivery.textContent = JSON.stringify({ attempts, body }, null, 2);
  }
}

/** Replaces the rows of a table, unless nothing changed, so that buttons stay under the pointer. */
function fill(body, rows, empty) {
  const all = rows.length > 0 ? rows : [row([empty])];
  const text = (list) => [...list].map(({ dataset, textContent }) => dataset.id + textContent);
  if (String(text(all)) !== String(text(body.children))) body.replaceChildren(...all);
}

function targetRow({ id, url, topics, version, status, head }) {
  const responded = head === null ? "–" : String(head.status ?? head.error);
  const remove = button("Remove", () => control("DELETE", `/${id}`));
  return row([url, topics.join(", "), version, status, responded, remove], id);
}

function deliveryRow({ id, topic, status, reason, attempts, url, createdAt }) {
  const time = new Date(createdAt).toISOString().slice(11, 19);
  const results = attempts.map((attempt) => attempt.status ?? "no response").join(", ");
  const again = button("Send again", () => control("POST", `/deliveries/${id}/redeliver`));
  const open = button(topic, async () => {
    opened = opened === id ? undefined : id;
  });
  const made = row([time, open, status, results, url, again], id);
  if (reason !== undefined) made.children[2].title = reason;
  return made;
}

function row(cells, id = "") {
  const made = document.createElement("tr");
  made.dataset.id = id;
  for (const cell of cells) {
    const own = document.createElement("td");
    own.append(cell);
    made.append(own);
  }
  return made;
}

/** A button. What it changed is shown at once. */
function button(label, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", () => change(action));
  return made;
}

async function change(action) {
  report();
  await action().catch(report);
  await show().catch(report);
}

function report(error) {
  element("mistake").textContent = error?.message ?? "";
}

element("topic").addEventListener("input", () => change(async () => {}));
element("target").addEventListener("submit", (event) => {
  event.preventDefault();
  const { url, secret, topics } = Object.fromEntries(new FormData(event.target));
  const list = topics.split(/[\s,]+/).filter(Boolean);
  change(() => control("POST", "", { url, secret, topics: list }));
});
