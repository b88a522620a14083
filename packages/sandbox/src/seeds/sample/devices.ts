import type { Contact } from "../../records/contacts.ts";
import type { Place } from "./places.ts";
import type { Random } from "./random.ts";

type Details = Partial<Omit<Contact, "id">>;

const browsers = [
  ["chrome", "139.0.0.0", "Windows 10"],
  ["chrome", "139.0.0.0", "OS X 10.15.7"],
  ["chrome", "138.0.0.0", "Linux"],
  ["safari", "18.6", "OS X 10.15.7"],
  ["firefox", "142.0", "Ubuntu"],
  ["edge", "139.0.0.0", "Windows 10"],
] as const;

const campaigns = [
  { utm_campaign: "spring-launch", utm_medium: "email", utm_source: "newsletter" },
  { utm_campaign: "shop-fair", utm_medium: "qr", utm_source: "leaflet" },
  { utm_campaign: "receipts", utm_medium: "cpc", utm_source: "search", utm_term: "shop receipts" },
] as const;

const apps: readonly ((seen: number) => Details)[] = [
  (seen) => ({
    ios_app_name: "Analytical Engines",
    ios_app_version: "4.12.0",
    ios_device: "iPhone 15",
    ios_os_version: "18.6",
    ios_sdk_version: "18.2.0",
    ios_last_seen_at: seen,
  }),
  (seen) => ({
    android_app_name: "Analytical Engines",
    android_app_version: "4.12.1",
    android_device: "Pixel 9",
    android_os_version: "16",
    android_sdk_version: "15.16.0",
    android_last_seen_at: seen,
  }),
];

/** The browser, apps and campaign of a contact. */
export function deviceOf(random: Random, place: Place, seenAt: number): Details {
  const [browser, browser_version, os] = random.pick(browsers);
  return {
    browser,
    browser_version,
    os,
    browser_language: place.language,
    ...(random.chance(0.2) ? random.pick(apps)(seenAt) : {}),
    ...(random.chance(0.25) ? random.pick(campaigns) : {}),
    ...(random.chance(0.25) ? { referrer: "https://search.example/" } : {}),
  };
}
