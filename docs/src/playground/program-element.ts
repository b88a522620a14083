import type { Editor } from "./editor.ts";
import { button, element } from "./elements.ts";
import type { WorkerMessage } from "./messages.ts";
import { RequestList } from "./request-list.ts";
import { type End, type Run, runProgram } from "./run-program.ts";

/** A program of a page, with buttons that run and edit it, and with what it prints and sends. */
class ProgramElement extends HTMLElement {
  readonly #run: HTMLButtonElement = button("Run", () => this.#runOrStop());
  readonly #edit: HTMLButtonElement = button("Edit", () => void this.#openEditor());
  readonly #reset: HTMLButtonElement = button("Reset", () => this.#resetProgram());
  readonly #status: HTMLElement = element("span", "program-status");
  readonly #output: HTMLPreElement = element("pre", "program-output");
  readonly #requests = new RequestList();
  #code: HTMLElement | undefined;
  #source = "";
  #editor: Editor | undefined;
  #running: Run | undefined;

  connectedCallback(): void {
    if (this.#code !== undefined) return;
    const code = this.querySelector<HTMLElement>(".expressive-code");
    if (code === null) return;
    this.#code = code;
    this.#source = code.querySelector("pre")?.textContent ?? "";
    this.#status.setAttribute("role", "status");
    this.#output.setAttribute("role", "log");
    this.#output.setAttribute("aria-label", "Output");
    this.#output.tabIndex = 0;
    this.#output.hidden = true;
    this.#reset.hidden = true;
    const buttons = element("div", "program-buttons", this.#run, this.#edit, this.#reset);
    buttons.append(this.#status);
    this.append(
      element("div", "program not-content", buttons, this.#output, this.#requests.element),
    );
  }

  #runOrStop(): void {
    if (this.#running === undefined) void this.#runProgram();
    else this.#running.stop();
  }

  async #runProgram(): Promise<void> {
    this.#clearResults();
    this.#reset.hidden = false;
    this.#run.textContent = "Stop";
    this.#status.textContent = "Running…";
    this.#output.hidden = false;
    this.#running = runProgram(this.#editor?.text ?? this.#source, (message) =>
      this.#show(message),
    );
    const end = await this.#running.end;
    this.#running = undefined;
    this.#run.textContent = "Run";
    if (end.kind === "failed") this.#print(end.error, true);
    this.#status.textContent = statusOf(end);
  }

  #show(message: WorkerMessage): void {
    if (message.kind === "output") this.#print(message.text, message.isError);
    if (message.kind === "request") this.#requests.add(message);
    if (message.kind === "response") this.#requests.complete(message);
  }

  #print(text: string, isError: boolean): void {
    this.#output.append(element("span", isError ? "program-failure" : "", `${text}\n`));
  }

  #clearResults(): void {
    this.#status.textContent = "";
    this.#output.replaceChildren();
    this.#output.hidden = true;
    this.#requests.clear();
  }

  async #openEditor(): Promise<void> {
    this.#edit.disabled = true;
    const { openEditor } = await import("./editor.ts");
    this.#editor = openEditor(this.#source);
    this.#code?.after(this.#editor.element);
    if (this.#code) this.#code.hidden = true;
    this.#edit.hidden = true;
    this.#edit.disabled = false;
    this.#reset.hidden = false;
    this.#editor.focus();
  }

  /** Returns to the program of the page. */
  #resetProgram(): void {
    this.#running?.stop();
    this.#editor?.close();
    this.#editor = undefined;
    if (this.#code) this.#code.hidden = false;
    this.#edit.hidden = false;
    this.#edit.focus();
    this.#reset.hidden = true;
    this.#clearResults();
  }
}

function statusOf(end: End): string {
  switch (end.kind) {
    case "finished":
      return `Finished in ${Math.round(end.durationMs)} ms.`;
    case "failed":
      return "Failed.";
    case "stopped":
      return "Stopped.";
    case "timed-out":
      return `Stopped: the program did not end in ${end.timeoutMs / 1000} seconds.`;
  }
}

customElements.define("interkit-program", ProgramElement);
