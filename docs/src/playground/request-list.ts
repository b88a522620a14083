import { element } from "./elements.ts";
import type { RequestMessage, ResponseMessage } from "./messages.ts";

interface Sent {
  readonly request: RequestMessage;
  readonly attempt: number;
  readonly result: HTMLElement;
  readonly details: HTMLDetailsElement;
  isFailed: boolean;
}

/** Lists the requests of a program, each with its body and its response, which are unfolded on demand. */
export class RequestList {
  readonly element: HTMLElement;
  readonly #list: HTMLOListElement = element("ol", "program-requests");
  readonly #sent = new Map<number, Sent>();

  constructor() {
    this.element = element("section", "", element("p", "program-title", "Requests"), this.#list);
    this.element.setAttribute("aria-label", "Requests");
    this.element.hidden = true;
  }

  clear(): void {
    this.#sent.clear();
    this.#list.replaceChildren();
    this.element.hidden = true;
  }

  add(request: RequestMessage): void {
    const attempt = this.#attemptOf(request);
    const result = element("span", "program-result", "…");
    const summary = element("summary", "", `${request.method} ${request.path} `, result);
    const details = element("details", "", summary, ...block("Sent", request.body));
    this.#sent.set(request.id, { request, attempt, result, details, isFailed: false });
    this.#list.append(element("li", "", details));
    this.element.hidden = false;
  }

  complete({ id, status, durationMs, body }: ResponseMessage): void {
    const sent = this.#sent.get(id);
    if (sent === undefined) return;
    sent.isFailed = status === undefined || status === 408 || status === 429 || status >= 500;
    const again = sent.attempt > 1 ? `, attempt ${sent.attempt}` : "";
    sent.result.textContent = `${status ?? "no response"}, ${Math.round(durationMs)} ms${again}`;
    sent.result.classList.toggle("program-failure", status === undefined || status >= 400);
    sent.details.append(...block(status === undefined ? "Error" : "Received", body));
  }

  /** Counts attempts: the same request as one that has failed is another attempt of it. */
  #attemptOf({ method, path, body }: RequestMessage): number {
    const same = [...this.#sent.values()].findLast(({ request }) => {
      return request.method === method && request.path === path && request.body === body;
    });
    return same?.isFailed ? same.attempt + 1 : 1;
  }
}

function block(title: string, body: string): Node[] {
  if (body === "") return [];
  const text = element("pre", "program-body", body);
  // What scrolls has to be reached with the keyboard.
  text.tabIndex = 0;
  return [element("p", "program-title", title), text];
}
