/** The subject of help articles: a feature of the product. */
export interface ArticleSubject {
  readonly name: string;
  readonly description: string;
  /** The feature in the singular and the plural, and its place in the product. */
  readonly thing: string;
  readonly things: string;
  readonly place: string;
}

export const articleSubjects: readonly ArticleSubject[] = [
  {
    name: "Reports",
    description: "See how the shop is doing",
    thing: "a report",
    things: "reports",
    place: "Reports",
  },
  {
    name: "Orders",
    description: "From the first click to the parcel",
    thing: "an order",
    things: "orders",
    place: "Sales, then Orders",
  },
  {
    name: "Invoices",
    description: "Everything that the accountant asks for",
    thing: "an invoice",
    things: "invoices",
    place: "Settings, then Billing",
  },
  {
    name: "Team",
    description: "Who may do what",
    thing: "a seat",
    things: "seats",
    place: "Settings, then Team",
  },
  {
    name: "Devices",
    description: "Printers, drawers and card readers",
    thing: "a device",
    things: "devices",
    place: "Settings, then Devices",
  },
];

/** Titles and bodies of articles. `{thing}`, `{things}` and `{place}` are those of the subject. */
export const guides: readonly (readonly [title: string, description: string, steps: string])[] = [
  [
    "Add {thing}",
    "How {things} come into the workspace",
    "Open {place}.|Choose New.|Give it a name that your colleagues will recognise.|Choose Save.",
  ],
  [
    "Find {thing} again",
    "Search, filters and what the archive holds",
    "Open {place}.|Type any part of the name into the search field.|Look under Archived, too.",
  ],
  [
    "Export {things}",
    "Take {things} along as a table",
    "Open {place}.|Tick what you need, or tick the top row for everything.|Choose Export as CSV.",
  ],
  [
    "Share {thing} with a colleague",
    "Who sees what, and how to take it back",
    "Open {place}.|Choose Share beside the name.|Pick a colleague and what they may do.",
  ],
  [
    "Delete {things} for good",
    "What happens to what belonged to them",
    "Open {place}.|Choose Archive first: what is archived can come back for 30 days.|Choose Delete.",
  ],
  [
    "What to do when {things} are missing",
    "The usual causes, from the likeliest on",
    "Check that no filter is set.|Ask whoever worked last with them.|Write to us with the name.",
  ],
];

/** The texts of internal articles. */
export const internalArticleTexts: readonly (readonly [title: string, body: string])[] = [
  ["Refunds: who may approve what", "Up to 200 dollars anyone in Billing, beyond that the lead."],
  ["How we write to customers", "Short sentences, their words, one question at a time."],
  ["When to wake an engineer", "When payments fail, or when three customers report the same."],
  ["Handing over at the end of a shift", "Leave a note on every conversation that is open."],
  ["Checking who somebody is", "Ask for two things that only the owner of the account knows."],
];

export const snippetTexts: readonly (readonly [title: string, text: string])[] = [
  ["Opening hours", "We answer from nine to five on weekdays, Dublin time."],
  ["Delivery times", "Devices arrive within three working days in Europe, within six elsewhere."],
  ["Right of return", "Devices can be sent back within 30 days, whatever the reason."],
  ["Ways to pay", "Cards everywhere, direct debit in Europe, transfers from the Business plan on."],
  ["Where data is kept", "Data of European customers stays in Europe."],
  ["Trial", "The trial lasts 14 days, with all features of the Business plan."],
];

export const newsTexts: readonly (readonly [title: string, body: string])[] = [
  ["Reports load in half the time", "We have changed how sums are kept. You need not do a thing."],
  ["Copy an order with one click", "Hold an order down and choose Copy. The rest is as before."],
  ["New: roles for accountants", "Viewers see all reports and change nothing."],
  ["Label printers without drivers", "Plug one in, and it is there. It works with five makers."],
  ["Support on Saturdays", "From next month on we are there on Saturdays, too."],
];
