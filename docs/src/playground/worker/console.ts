import { format, inspect } from "node-inspect-extracted";
import { post } from "./post.ts";

const methods = {
  log: false,
  info: false,
  debug: false,
  warn: true,
  error: true,
} as const;

/** Sends what the program prints to the page, in the form that Node prints it. */
export function redirectConsole(): void {
  for (const [name, isError] of Object.entries(methods)) {
    console[name as keyof typeof methods] = (...values: unknown[]) => {
      post({ kind: "output", isError, text: format(...values) });
    };
  }
}

/** An error as Node prints one that ends a program. */
export function describe(error: unknown): string {
  return inspect(error);
}
