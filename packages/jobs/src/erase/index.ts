export type {
  ContactEraser,
  ErasableContact,
  ErasureFilter,
  InactiveContact,
} from "./contact-eraser.ts";
export { type EraseOptions, erase } from "./erase.ts";
export type { ErasureSubject } from "./find-contacts.ts";
export type { ErasedContact, ErasureMatch, ErasureNote, ErasureReport } from "./report.ts";
