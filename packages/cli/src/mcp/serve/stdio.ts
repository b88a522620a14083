import type { McpServer } from "@modelcontextprotocol/server";
import { StdioServerTransport, serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Terminal } from "../../terminal/terminal.ts";

/** Serves one client on stdin and stdout, until either ends or the signal is aborted. */
export async function serveOverStdio(
  create: () => McpServer,
  { stdin, stdout }: Pick<Terminal, "stdin" | "stdout">,
  { signal, onError }: { readonly signal: AbortSignal; readonly onError: (error: Error) => void },
): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    const end = () => resolve();
    stdin.once("end", end).once("close", end);
    stdout.once("close", end).once("error", end);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
  });
  // The transport adds a listener for each result that waits for a slow client.
  stdout.setMaxListeners(0);
  const transport = new StdioServerTransport(stdin, stdout);
  const server = serveStdio(create, { transport, onerror: onError });
  await ended;
  await server.close();
}
