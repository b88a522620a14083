import MagicString from "magic-string";
import type ts from "typescript";
import type { Followed, Reader } from "../program/followed.ts";
import { exportAt, rootOf } from "../program/resolve.ts";
import type { Vendor } from "../program/vendor.ts";
import { insertComment } from "./comments.ts";
import { Names } from "./names.ts";

/** A place of a program that is left for a person. */
export interface Note {
  readonly line: number;
  readonly reason: string;
  readonly page: string;
}

/** What changed in a file, by number. */
export interface Counts {
  clients: number;
  calls: number;
  others: number;
}

/** Where the pages are that a comment names. */
const site = "https://interkit.github.io";

/** What all files of a program are rewritten with. */
export interface RewrittenProgram extends Reader {
  readonly vendor: Vendor;
  readonly version: string;
  /** Whether the command line gives the version, whatever the clients name. */
  readonly isVersionGiven: boolean;
  /** Whether a file imports `@interkit/client` already, as an earlier run may have written it. */
  readonly isMoved: boolean;
}

/** The edits of one file: everything outside of them stays as it is written. */
export class FileRewrite {
  readonly file: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  readonly followed: Followed;
  readonly vendor: Vendor;
  readonly version: string;
  readonly isVersionGiven: boolean;
  readonly isMoved: boolean;
  readonly code: MagicString;
  readonly names: Names;
  readonly notes: Note[] = [];
  /** Calls that may be those of a client, in files where nothing else shows it: they get no comment. */
  readonly unfollowed: Note[] = [];
  readonly counts: Counts = { clients: 0, calls: 0, others: 0 };
  /** The identifiers of imported names that the edits replace. */
  readonly replaced: Set<ts.Node> = new Set();

  /** Declarations that have their edits, which several places need. */
  readonly edited: Set<ts.Node> = new Set();
  /** Edits that are made after all others. */
  readonly later: (() => void)[] = [];

  constructor(file: ts.SourceFile, program: RewrittenProgram, used: ReadonlySet<string>) {
    this.file = file;
    this.checker = program.checker;
    this.followed = program.followed;
    this.vendor = program.vendor;
    this.version = program.version;
    this.isVersionGiven = program.isVersionGiven;
    this.isMoved = program.isMoved;
    this.code = new MagicString(file.text);
    this.names = new Names(used);
  }

  get isTypeScript(): boolean {
    return /\.[cm]?tsx?$/.test(this.file.fileName);
  }

  /** The quote that most strings of the file have. */
  get quote(): string {
    const { text } = this.file;
    return text.split("'").length > text.split('"').length ? "'" : '"';
  }

  start(node: ts.Node): number {
    return node.getStart(this.file);
  }

  /** The text of a node, with the edits inside of it. */
  text(node: ts.Node): string {
    return this.code.slice(this.start(node), node.end);
  }

  /** The text between two places as it was, without edits. */
  original(start: number, end: number): string {
    return this.file.text.slice(start, end);
  }

  replace(node: ts.Node, text: string): void {
    this.code.overwrite(this.start(node), node.end, text);
  }

  /** A string as the file would write it. */
  string(value: string): string {
    const { quote } = this;
    return `${quote}${value.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`)}${quote}`;
  }

  /** A constant of the table, of which strings are in double quotes, as the file would write it. */
  literal(text: string): string {
    return /^".*"$/.test(text) ? this.string(JSON.parse(text) as string) : text;
  }

  /** Where a chain of names leads to in the exports of `intercom-client`. */
  exportAt(node: ts.Node): string | undefined {
    return exportAt(node, this.checker);
  }

  /** Marks the imported name that a chain begins with as one that the edits replace. */
  markReplaced(node: ts.Node): void {
    const root = rootOf(node);
    if (root !== undefined) this.replaced.add(root);
  }

  /** Leaves a place as it is: with a comment before its statement, and a line in the summary. */
  leave(node: ts.Node, reason: string, page = `moving/from-${this.vendor.major}/`): void {
    const address = `${site}/${page}`;
    const line = this.#lineOf(node);
    if (this.notes.some((note) => note.line === line && note.reason === reason)) return;
    insertComment(this.code, this.file, node, `TODO(interkit): ${reason} ${address}`);
    this.notes.push({ line, reason, page: address });
  }

  /** Adds a line to the summary, and no comment. */
  report(node: ts.Node, reason: string): void {
    this.unfollowed.push({ line: this.#lineOf(node), reason, page: "" });
  }

  /** Removes the notes about a part of the file that goes. */
  forget(start: number, end: number): void {
    const [first, last] = [start, end].map(
      (place) => this.file.getLineAndCharacterOfPosition(place).line + 1,
    );
    const kept = this.notes.filter(({ line }) => line <= (first ?? 0) || line >= (last ?? 0));
    this.notes.splice(0, Infinity, ...kept);
  }

  #lineOf(node: ts.Node): number {
    return this.file.getLineAndCharacterOfPosition(this.start(node)).line + 1;
  }
}
