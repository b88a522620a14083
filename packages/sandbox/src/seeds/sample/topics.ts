import type { TopicName } from "./setup.ts";
import type { TagName, TeamName } from "./staff.ts";

/** What conversations are about, and what is said in them. Places for words stand in braces. */
export interface Topic {
  readonly name: TopicName;
  readonly team: TeamName;
  readonly tag: TagName | undefined;
  /** A subject, and what the contact begins with. */
  readonly openings: readonly (readonly [subject: string, body: string])[];
  /** What an admin asks back, and what the contact answers to that. */
  readonly questions: readonly (readonly [question: string, answer: string])[];
  /** What admins tell each other. */
  readonly notes: readonly string[];
  readonly solutions: readonly string[];
}

export const talk: readonly Topic[] = [
  {
    name: "Billing",
    team: "Billing",
    tag: "Billing",
    openings: [
      [
        "Charged twice",
        "Our card was charged twice this month. Could you look at invoice {invoice}?",
      ],
      ["VAT number on invoices", "Invoice {invoice} lacks our VAT number. Where do I add it?"],
      ["Change of plan", "We are on the {plan} plan and would like to pay once a year instead."],
    ],
    questions: [
      ["Is the second charge still marked as pending at your bank?", "Yes, it still says pending."],
      ["Which name should stand on the invoice?", "{company}, at the same address as before."],
    ],
    notes: ["The second charge was only a hold on the card.", "Changed in the billing system too."],
    solutions: [
      "I have corrected invoice {invoice} and sent it to you again.",
      "The second charge goes back to your card within five days.",
      "Done: the yearly price applies from the next invoice on.",
    ],
  },
  {
    name: "Login",
    team: "Support",
    tag: undefined,
    openings: [
      ["Cannot sign in", "Since this morning I only see a blank page after signing in."],
      ["No reset email", "I asked for a new password three times, and no email arrives."],
      ["New phone", "I have a new phone and lost the app that makes my sign-in codes."],
    ],
    questions: [
      ["Which browser do you use, and does a private window help?", "{browser}, and yes, it does."],
      ["Could the email be in the folder for junk?", "I looked, there is nothing."],
    ],
    notes: ["Their address was on the bounce list. Took it off.", "Checked who they are by phone."],
    solutions: [
      "I have sent you a link that signs you in once. Please choose a new password there.",
      "Clearing what the browser keeps of our site mends it. We are looking for the cause.",
    ],
  },
  {
    name: "Reports",
    team: "Support",
    tag: "Bug",
    openings: [
      ["Totals do not add up", "The {report} report shows less than the sum of its days."],
      ["Report by email", "Can the {report} report come by email every Monday?"],
      ["Empty chart", "The chart in the {report} report has been empty since yesterday."],
    ],
    questions: [
      ["Which time zone is set in your account?", "{city} time, I think."],
      ["Could you tell me the first day that is wrong?", "The first one of last week."],
    ],
    notes: ["Seen by two others. Engineers know.", "Sums leave refunds out, days do not."],
    solutions: [
      "Totals leave refunds out. Switch on “With refunds” above the table, and they agree.",
      "The {report} report is complete again. Reload the page to see it.",
      "Yes: open the report, choose Share, then Every week.",
    ],
  },
  {
    name: "Imports",
    team: "Onboarding",
    tag: "Onboarding",
    openings: [
      [
        "Import stops half-way",
        "Our file has 4,000 rows, and the import stops after 1,200 of them.",
      ],
      ["Moving from spreadsheets", "We keep our stock in spreadsheets. How do we bring it over?"],
      ["Accents are broken", "After the import, names like Zoë and José look strange."],
    ],
    questions: [
      ["Could you send me the file as you uploaded it?", "Here it is. The rows are in order."],
      ["Which program did you save it with?", "With the one on our {browser} tablet."],
    ],
    notes: ["Row 1201 has a quote that never closes.", "The file is not in UTF-8."],
    solutions: [
      "A quotation mark in row 1201 was never closed. I have mended it and imported the rest.",
      "Save it as “CSV UTF-8”, and the names arrive as they are written.",
      "I have booked half an hour for us. We will move your stock over together.",
    ],
  },
  {
    name: "Orders",
    team: "Support",
    tag: "Hardware",
    openings: [
      [
        "Where is order {order}?",
        "Order {order} with the {product} should have been here on Friday.",
      ],
      ["Damaged on arrival", "The {product} from order {order} has a crack in its side."],
      ["Wrong item", "We ordered a {product} and got something else. The order is {order}."],
    ],
    questions: [
      ["Could you send us a photo of it?", "I have attached one. The box was fine."],
      ["Is the shop in {city} still the right address?", "It is. Someone is there until six."],
    ],
    notes: ["The carrier lost the parcel.", "A new {product} leaves the warehouse today."],
    solutions: [
      "A new {product} is on its way. You need not send the old one back.",
      "Order {order} has been found and comes tomorrow. Sorry for the wait.",
    ],
  },
  {
    name: "Integrations",
    team: "Support",
    tag: "Bug",
    openings: [
      ["Webhooks arrive twice", "Our server gets each webhook twice. Is that meant to be so?"],
      ["Rate limit", "We run into the rate limit each night. Can {company} have a higher one?"],
      ["Field is missing", "The API no longer gives us the tax of an order. Did that change?"],
    ],
    questions: [
      ["How fast does your server answer a webhook?", "It may take ten seconds when we are busy."],
      ["Which version of the API do you ask for?", "The one from last year, we never changed it."],
    ],
    notes: [
      "They answer after our timeout, so that we send again.",
      "Raised the limit for a month.",
    ],
    solutions: [
      "We send again when there is no answer within five seconds. Answer first, work later.",
      "I have raised your limit. Fetching pages of 150 makes a fifth of the requests.",
      "The tax moved to the order's lines in the version you use. The guide shows where.",
    ],
  },
  {
    name: "Ideas",
    team: "Onboarding",
    tag: "Feature idea",
    openings: [
      ["Dark mode", "Our evening shift would love a dark mode for the {report} page."],
      ["Copy an order", "Half of our orders are the same each week. Can one be copied?"],
      ["Scan with the phone", "Could the app scan labels, so that we need no {product}?"],
    ],
    questions: [
      ["How many people would use it?", "All nine of us, every day."],
      ["How do you do it today?", "By hand, with a list on paper."],
    ],
    notes: ["The third to ask this month.", "Planned for the spring."],
    solutions: [
      "Thank you, I have added your voice to it. You will hear from us when it is there.",
      "That works already: hold the order down, then choose Copy.",
    ],
  },
  {
    name: "Seats",
    team: "Billing",
    tag: undefined,
    openings: [
      ["Two more seats", "We need two more seats in {city} from Monday on. What do they cost?"],
      ["Somebody left", "A colleague has left {company}. How do we give the seat to someone else?"],
      ["Only look, not change", "Can our accountant see the {report} report without changing it?"],
    ],
    questions: [
      ["Should the seats be billed to the same card?", "Yes, please."],
      ["Shall I keep the colleague's notes?", "Please do, we need them."],
    ],
    notes: ["They are on {plan}: two seats are free.", "Asked their owner first, who agreed."],
    solutions: [
      "The seats are there. Invite your colleagues under Settings, then Team.",
      "I have moved the seat, with all notes, to the address you gave.",
      "Choose “Viewer” when you invite them: viewers see all and change nothing.",
    ],
  },
];

export const thanks: readonly string[] = [
  "Perfect, thank you!",
  "That did it. Thanks for the quick help.",
  "Thank you, all is well now.",
  "Great, I will try that.",
];

export const farewells: readonly string[] = [
  "Happy to help. Have a good day!",
  "You are welcome. Just write again if anything comes up.",
  "Glad that it works now.",
];

export const secondThoughts: readonly string[] = [
  "Sorry, it happened again today.",
  "One more question about that: does it also hold for our second shop?",
];

export const greetings: readonly string[] = [
  "Hello {first}, thanks for writing in.",
  "Hi {first}, I am sorry about that.",
  "Good morning {first}!",
];

export const remarks: readonly string[] = [
  "Quick and kind.",
  "Took a while.",
  "",
  "",
  "Solved at once.",
];
