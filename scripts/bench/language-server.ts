import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly items?: readonly unknown[] };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** TypeScript's own language server, as editors start it. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (answer: Message) => void>();
  #buffer = Buffer.alloc(0);
  #lastId = 0;

  constructor(compiler: string) {
    this.#process = spawn(process.execPath, [compiler, "--lsp", "--stdio"]);
    this.#process.stdout.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#process.stderr.resume();
  }

  /** Opens a folder in the running server: the handshake of the protocol. */
  async initialize(folder: string): Promise<void> {
    const uri = pathToFileURL(folder).href;
    const capabilities = { textDocument: { completion: { completionItem: {} } } };
    const workspaceFolders = [{ uri, name: "bench" }];
    await this.sendRequest("initialize", {
      processId: null,
      rootUri: uri,
      capabilities,
      workspaceFolders,
    });
    this.sendNotification("initialized", {});
  }

  open(file: string, text: string): void {
    const uri = pathToFileURL(file).href;
    this.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "typescript", version: 1, text },
    });
  }

  /** Notifies the server of an edit, with the whole new text. */
  change(file: string, version: number, text: string): void {
    const textDocument = { uri: pathToFileURL(file).href, version };
    this.sendNotification("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
  }

  /** The labels of the completions at a place. */
  async complete(file: string, place: { line: number; character: number }): Promise<string[]> {
    const textDocument = { uri: pathToFileURL(file).href };
    const params = { textDocument, position: place, context: { triggerKind: 1 } };
    const result = (await this.sendRequest("textDocument/completion", params)) as {
      items: readonly { label: string }[];
    } | null;
    return (result?.items ?? []).map(({ label }) => label);
  }

  async stop(): Promise<void> {
    await this.sendRequest("shutdown", undefined);
    this.sendNotification("exit", undefined);
    this.#process.stdin.end();
  }

  sendNotification(method: string, params: unknown): void {
    this.#write({ jsonrpc: "2.0", method, params });
  }

  async sendRequest(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.#write({ jsonrpc: "2.0", id, method, params });
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  #write(message: object): void {
    const text = JSON.stringify(message);
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #read(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      const length = /Content-Length: (\d+)/i.exec(this.#buffer.toString("latin1", 0, end))?.[1];
      if (end < 0 || length === undefined) return;
      const start = end + 4;
      const next = start + Number(length);
      if (this.#buffer.length < next) return;
      this.#take(JSON.parse(this.#buffer.toString("utf8", start, next)) as Message);
      this.#buffer = this.#buffer.subarray(next);
    }
  }

  #take(message: Message): void {
    if (message.method === undefined) {
      this.#waiting.get(Number(message.id))?.(message);
      this.#waiting.delete(Number(message.id));
    } else if (message.id !== undefined) {
      // The server requests settings and registers for changes of files: there are none of either.
      const items = message.params?.items;
      this.#write({ jsonrpc: "2.0", id: message.id, result: items?.map(() => null) ?? null });
    }
  }
}
