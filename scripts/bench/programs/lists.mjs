// The lists of the server. `/lists/MS/COUNT` before a path: each response takes so many milliseconds, and
// the list has so many items.

/** What a contact has after its id and its time: about 1 kB. */
const rest = JSON.stringify({
  role: "user",
  email: "ada@example.com",
  name: "Ada Lovelace",
  phone: null,
  avatar: null,
  owner_id: null,
  unsubscribed_from_emails: false,
  has_hard_bounced: false,
  location: { type: "location", country: "United Kingdom", region: "London", city: "London" },
  social_profiles: { type: "list", data: [] },
  tags: { type: "list", data: [], url: "/contacts/1/tags", total_count: 0, has_more: false },
  custom_attributes: Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`field_${index}`, index % 2 ? index : "value"]),
  ),
}).slice(1);

/** The contacts of a search were created one after the other, over ten years. */
const now = Math.floor(Date.now() / 1000);
const tenYears = 10 * 365 * 86_400;

/** The rate limit of a workspace: so many calls in each window of ten seconds. */
const limit = 1_666;
const noLimit = { "x-ratelimit-limit": "1000000", "x-ratelimit-remaining": "999999" };
let window = { end: 0, calls: 0 };

/** Answers a request for a page of a list. */
export function sendList(request, response, body) {
  const [, , ms, count, ...path] = request.url.split("/");
  const base = `http://${request.headers.host}/lists/${ms}/${count}`;
  const url = new URL(`/${path.join("/")}`, base);
  const isSearch = url.pathname === "/contacts/search";
  const page = isSearch ? searchPage(JSON.parse(body), Number(count)) : listPage(url, base, count);
  // For octokit, which follows links.
  const link = page.next && { link: `<${page.next}>; rel="next"` };
  const limits = isSearch ? countCall() : noLimit;
  setTimeout(() => {
    response.writeHead(200, { "content-type": "application/json", ...limits, ...link });
    response.end(page.text);
  }, Number(ms));
}

/** A page of companies, by number, or of contacts, by cursor. The vendor's client lists companies by POST. */
function listPage({ pathname, searchParams }, base, count) {
  const isNumbered = pathname.startsWith("/companies");
  const perPage = Number(searchParams.get("per_page"));
  const start = isNumbered
    ? (Number(searchParams.get("page") ?? 1) - 1) * perPage
    : Number(searchParams.get("starting_after") ?? 0);
  const end = Math.min(start + perPage, Number(count));
  const query = new URLSearchParams(searchParams);
  if (isNumbered) query.set("page", String(end / perPage + 1));
  else query.set("starting_after", String(end));
  const next = end < count ? `${base}${pathname}?${query}` : undefined;
  const cursor = { per_page: perPage, starting_after: String(end) };
  const pages = pagesOf(
    next === undefined ? null : isNumbered ? next : cursor,
    end,
    perPage,
    count,
  );
  return { text: textOf(Math.min(start, end), end, count, pages), next };
}

/** A page of a search by time, oldest first. */
function searchPage({ query, pagination }, count) {
  const between = Math.floor(tenYears / count);
  // The numbers of the first contact and of the one behind the last.
  let [from, to] = [0, count];
  for (const { field, operator, value } of query.value ?? []) {
    if (field !== "created_at") continue;
    const seconds = value - (now - tenYears);
    if (operator === ">") from = Math.max(from, Math.floor(seconds / between) + 1);
    else to = Math.min(to, Math.ceil(seconds / between));
  }
  const { per_page: perPage, starting_after: after } = pagination;
  const start = after === undefined ? from : Number(after);
  const end = Math.max(start, Math.min(start + perPage, to));
  const next = end < to ? { per_page: perPage, starting_after: String(end) } : null;
  const total = Math.max(0, to - from);
  return { text: textOf(start, end, total, pagesOf(next, end - from, perPage, total), between) };
}

function pagesOf(next, end, perPage, count) {
  const [page, total_pages] = [Math.ceil(end / perPage), Math.ceil(count / perPage)];
  return { type: "pages", next, page, per_page: perPage, total_pages };
}

/** `data` comes first: octokit takes the first key for the list. */
function textOf(start, end, count, pages, between = 0) {
  const items = [];
  for (let number = start; number < end; number += 1) {
    const created_at = now - tenYears + number * between;
    items.push(`{"type":"contact","id":"${number}","created_at":${created_at},${rest}`);
  }
  const others = JSON.stringify({ type: "list", total_count: Number(count), pages }).slice(1);
  return `{"data":[${items.join(",")}],${others}`;
}

/** Counts a call in its window. */
function countCall() {
  const seconds = Date.now() / 1000;
  if (seconds >= window.end) window = { end: Math.floor(seconds / 10) * 10 + 10, calls: 0 };
  window.calls += 1;
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, limit - window.calls)),
    "x-ratelimit-reset": String(window.end),
  };
}
