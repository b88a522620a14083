export { type ArticlesOptions, articles } from "../collections/articles.ts";
export type { DataAttribute, DataAttributeReader } from "../collections/attribute-definitions.ts";
export type {
  ArticlesClient,
  ContentImportSource,
  ContentPagesClient,
  ExternalPage,
  ExternalPageInput,
  HelpArticle,
  HelpArticleInput,
  HelpCollection,
  OwnerReader,
  TokenOwner,
} from "../collections/client.ts";
export type {
  Collection,
  CollectionContext,
  DesiredObject,
  ExistingObject,
  Fields,
  Listing,
  OpenCollection,
  Removal,
} from "../collections/collection.ts";
export { type CompaniesOptions, companies } from "../collections/companies.ts";
export type {
  CompaniesClient,
  CompanyInput,
  SyncedCompany,
} from "../collections/company-client.ts";
export type {
  ContactFilter,
  ContactInput,
  ContactQuery,
  ContactsClient,
  SyncedContact,
} from "../collections/contact-client.ts";
export { type ContactsOptions, contacts } from "../collections/contacts.ts";
export type { ContentPage } from "../collections/content.ts";
export { type ContentPagesOptions, contentPages } from "../collections/content-pages.ts";
export type { RowOptions } from "../collections/row-fields.ts";
export { type PagesInOptions, pagesIn } from "../folder/pages-in.ts";
export type {
  ContactSearch,
  MirrorClient,
  MirroredItem,
  MirrorSearch,
  StreamsOf,
} from "../mirror/client.ts";
export type { MirrorHint } from "../mirror/hints.ts";
export {
  createMirror,
  type Mirror,
  type MirrorCallOptions,
  type MirrorOptions,
  type VerifyOptions,
} from "../mirror/mirror.ts";
export type { IncompleteObject, MirrorReport, StreamReport } from "../mirror/report.ts";
export type { MirrorSyncOptions } from "../mirror/synchronisation.ts";
export {
  callbackTarget,
  type MirrorCallbacks,
  type MirrorChange,
} from "../mirror/targets/callback-target.ts";
export { fileTarget } from "../mirror/targets/file-target.ts";
export { type MemoryTarget, memoryTarget } from "../mirror/targets/memory-target.ts";
export {
  type SqlQuery,
  type SqlTargetOptions,
  sqlTarget,
} from "../mirror/targets/sql-target.ts";
export type { MirrorRecord, MirrorStream, MirrorTarget } from "../mirror/targets/target.ts";
export type { MirrorDifference } from "../mirror/verification.ts";
export {
  type ApplyOptions,
  createSync,
  type PlanOptions,
  type Sync,
  type SyncOptions,
} from "./create-sync.ts";
export type {
  ChangeReason,
  FieldChange,
  Guard,
  HeldRemovals,
  PlanCounts,
  PlannedChange,
  SyncPlan,
} from "./plan.ts";
export type { SyncCounts, SyncFailure, SyncReport } from "./report.ts";
