/**
 * A response whose body is a text. A server writes the text without the stream that a `Response`
 * makes of it, which would be a tenth of the CPU of a list.
 */
export class TextResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;

  constructor(status: number, headers: Readonly<Record<string, string>>, text: string) {
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
}

/** Creates a response of JSON, with the Content-Type that Intercom sends. */
export function jsonAnswer(
  status: number,
  json: string,
  headers: Readonly<Record<string, string>> = {},
): TextResponse {
  const type = "application/json; charset=utf-8";
  return new TextResponse(status, { "Content-Type": type, ...headers }, json);
}

/** A response as the engine makes it. */
export type Answer = Response | TextResponse;

/** Answers a request. */
export type AnswerRequest = (request: Request) => Promise<Answer>;

/** The standard `Response` of an answer. */
export function toResponse(answer: Answer): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, text } = answer;
  return new Response(text, { status, headers: { ...headers } });
}

/** Sets headers on an answer. */
export function withHeaders<T extends Answer>(
  answer: T,
  headers: Readonly<Record<string, string>>,
): T;
export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  if (answer instanceof TextResponse) {
    return new TextResponse(answer.status, { ...answer.headers, ...headers }, answer.text);
  }
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}
