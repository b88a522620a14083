import type { Location } from "../../resources/contacts/contact-model.ts";
import type { Chance } from "./chance.ts";

/** Somewhere to live: with a language, and how phone numbers begin that nobody has. */
export interface Place {
  readonly location: Location;
  readonly language: string;
  /** The beginning of a number that is set aside for films and examples, and how long it goes on. */
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
  ["Dublin", "Leinster", "Ireland", "IE", "EU", "en"],
  ["Cork", "Munster", "Ireland", "IE", "EU", "en"],
  ["London", "England", "United Kingdom", "GB", "EU", "en"],
  ["Leeds", "England", "United Kingdom", "GB", "EU", "en"],
  ["Edinburgh", "Scotland", "United Kingdom", "GB", "EU", "en"],
  ["Portland", "Oregon", "United States", "US", "NA", "en"],
  ["Austin", "Texas", "United States", "US", "NA", "en"],
  ["Chicago", "Illinois", "United States", "US", "NA", "en"],
  ["Boston", "Massachusetts", "United States", "US", "NA", "en"],
  ["Toronto", "Ontario", "Canada", "CA", "NA", "en"],
  ["Montréal", "Québec", "Canada", "CA", "NA", "fr"],
  ["Sydney", "New South Wales", "Australia", "AU", "OC", "en"],
  ["Berlin", "Berlin", "Germany", "DE", "EU", "de"],
  ["Lyon", "Auvergne-Rhône-Alpes", "France", "FR", "EU", "fr"],
  ["Porto", "Porto", "Portugal", "PT", "EU", "pt"],
  ["Valencia", "Valencia", "Spain", "ES", "EU", "es"],
  ["Utrecht", "Utrecht", "Netherlands", "NL", "EU", "nl"],
  ["Osaka", "Osaka", "Japan", "JP", "AS", "ja"],
  ["Curitiba", "Paraná", "Brazil", "BR", "SA", "pt"],
  ["Nairobi", "Nairobi", "Kenya", "KE", "AF", "en"],
];

const phones: Readonly<Record<string, Place["phone"]>> = {
  IE: ["+35320915", 4],
  GB: ["+441632960", 3],
  US: ["+150355501", 2],
  CA: ["+141655501", 2],
  AU: ["+6125550", 4],
};

export const places: readonly Place[] = rows.map(
  ([city, region, country, country_code, continent_code, language]) => ({
    location: { city, region, country, country_code, continent_code },
    language,
    phone: phones[country_code],
  }),
);

/** A phone number of a place, where there are some that belong to nobody. */
export function phoneOf(chance: Chance, { phone }: Place): string | null {
  if (!phone) return null;
  const [beginning, digits] = phone;
  return beginning + String(chance.whole(0, 10 ** digits - 1)).padStart(digits, "0");
}
