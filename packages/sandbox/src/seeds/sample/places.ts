import type { Location } from "../../records/contacts.ts";
import type { Random } from "./random.ts";

/** A city with its language, and a range of phone numbers that are reserved for examples. */
export interface Place {
  readonly location: Location;
  readonly language: string;
  /** The prefix of a reserved range of numbers, and the number of digits after it. */
  readonly phone: readonly [beginning: string, digits: number] | undefined;
}

type Row = readonly [
  city: string,
  region: string,
  country: string,
  code: string,
  continent: string,
  language: string,
];

const rows: readonly Row[] = [
  ["Dublin", "Leinster", "Ireland", "IRL", "EU", "en"],
  ["Cork", "Munster", "Ireland", "IRL", "EU", "en"],
  ["London", "England", "United Kingdom", "GBR", "EU", "en"],
  ["Leeds", "England", "United Kingdom", "GBR", "EU", "en"],
  ["Edinburgh", "Scotland", "United Kingdom", "GBR", "EU", "en"],
  ["Portland", "Oregon", "United States", "USA", "NA", "en"],
  ["Austin", "Texas", "United States", "USA", "NA", "en"],
  ["Chicago", "Illinois", "United States", "USA", "NA", "en"],
  ["Boston", "Massachusetts", "United States", "USA", "NA", "en"],
  ["Toronto", "Ontario", "Canada", "CAN", "NA", "en"],
  ["Montréal", "Québec", "Canada", "CAN", "NA", "fr"],
  ["Sydney", "New South Wales", "Australia", "AUS", "OC", "en"],
  ["Berlin", "Berlin", "Germany", "DEU", "EU", "de"],
  ["Lyon", "Auvergne-Rhône-Alpes", "France", "FRA", "EU", "fr"],
  ["Porto", "Porto", "Portugal", "PRT", "EU", "pt"],
  ["Valencia", "Valencia", "Spain", "ESP", "EU", "es"],
  ["Utrecht", "Utrecht", "Netherlands", "NLD", "EU", "nl"],
  ["Osaka", "Osaka", "Japan", "JPN", "AS", "ja"],
  ["Curitiba", "Paraná", "Brazil", "BRA", "SA", "pt"],
  ["Nairobi", "Nairobi", "Kenya", "KEN", "AF", "en"],
];

const phones: Readonly<Record<string, Place["phone"]>> = {
  IRL: ["+35320915", 4],
  GBR: ["+441632960", 3],
  USA: ["+150355501", 2],
  CAN: ["+141655501", 2],
  AUS: ["+6125550", 4],
};

export const places: readonly Place[] = rows.map(
  ([city, region, country, country_code, continent_code, language]) => ({
    location: { city, region, country, country_code, continent_code },
    language,
    phone: phones[country_code],
  }),
);

/** A phone number of a place; null where no range is reserved for examples. */
export function phoneOf(random: Random, { phone }: Place): string | null {
  if (!phone) return null;
  const [beginning, digits] = phone;
  return beginning + String(random.integer(0, 10 ** digits - 1)).padStart(digits, "0");
}
