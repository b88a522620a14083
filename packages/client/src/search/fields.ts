/** A moment: Unix seconds, or a Date that is turned into them. */
export type Time = number | Date;

/** Anything that a search field can hold. */
export type SearchValue = string | number | boolean | Date;

/** The type of each field that a search knows. Names not listed are for custom attributes. */
export type SearchFields = Readonly<Record<string, SearchValue>>;

/** What `contacts.search` can look at. */
export interface ContactSearchFields {
  readonly id: string;
  readonly role: "user" | "lead";
  readonly name: string;
  readonly avatar: string;
  readonly owner_id: number;
  readonly email: string;
  readonly email_domain: string;
  readonly phone: string;
  /** Preview only. */
  readonly formatted_phone: string;
  readonly external_id: string;
  readonly created_at: Time;
  readonly signed_up_at: Time;
  readonly updated_at: Time;
  readonly last_seen_at: Time;
  readonly last_contacted_at: Time;
  readonly last_replied_at: Time;
  readonly last_email_opened_at: Time;
  readonly last_email_clicked_at: Time;
  readonly language_override: string;
  readonly browser: string;
  readonly browser_language: string;
  readonly os: string;
  readonly "location.country": string;
  readonly "location.region": string;
  readonly "location.city": string;
  readonly unsubscribed_from_emails: boolean;
  readonly marked_email_as_spam: boolean;
  readonly has_hard_bounced: boolean;
  readonly ios_last_seen_at: Time;
  readonly ios_app_version: string;
  readonly ios_device: string;
  readonly ios_app_device: string;
  readonly ios_os_version: string;
  readonly ios_app_name: string;
  readonly ios_sdk_version: string;
  readonly android_last_seen_at: Time;
  readonly android_app_version: string;
  readonly android_device: string;
  readonly android_app_name: string;
  /** Spelt without the second "r" by the API itself. */
  readonly andoid_sdk_version: string;
  readonly segment_id: string;
  readonly tag_id: string;
  readonly [attribute: `custom_attributes.${string}`]: SearchValue;
}

/** What `companies.search` can look at. */
export interface CompanySearchFields {
  readonly company_id: string;
  readonly name: string;
  readonly created_at: Time;
  readonly updated_at: Time;
  readonly remote_created_at: Time;
  readonly last_request_at: Time;
  readonly monthly_spend: number;
  readonly session_count: number;
  readonly user_count: number;
  readonly tag_id: string;
  readonly [attribute: `custom_attributes.${string}`]: SearchValue;
}
