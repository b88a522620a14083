import { type Case, check, checkFailed, checkOk } from "./case.ts";
import type { ServerAction } from "./server-action.ts";

const area = "security";
const secret = "secret-token";

/** An id from outside stays one segment of the path, or is refused. */
function staysSegment(promise: string, id: string): Case {
  return {
    area,
    promise,
    run: async (scene) => {
      await scene.play({ do: "answer" });
      await scene.client().get(id);
      const [sent] = await scene.received();
      const isInPlace = sent === undefined || /^\/contacts\/[^/?]+$/.test(sent.path);
      check(isInPlace, `GET ${sent?.path} was sent`);
    },
  };
}

/** The token reaches no other host, and input cannot change the host or the path. */
export const security: readonly Case[] = [
  {
    area,
    promise: "A redirect of an ordinary call to another host is refused",
    run: async (scene) => {
      await scene.play(
        { do: "redirect", to: "other-origin", path: "/contacts/1" },
        { do: "answer" },
      );
      checkFailed(await scene.client().get("1"));
      const elsewhere = (await scene.received()).filter(({ isElsewhere }) => isElsewhere);
      check(elsewhere.length === 0, "the other host received a request");
    },
  },
  {
    area,
    promise: "A recording is fetched from its host, without the token",
    run: async (scene) => {
      // A browser hides the target of a redirect, so it gets a second request to follow it.
      const redirect: ServerAction = { do: "redirect", to: "other-origin", path: "/file" };
      await scene.play(redirect, redirect, { do: "stream", chunks: 3 });
      const result = await scene.client().recording();
      checkOk(result);
      check(result.ok && result.data === 3 * 16_384, "the recording did not come whole");
      const elsewhere = (await scene.received()).find(({ isElsewhere }) => isElsewhere);
      check(elsewhere !== undefined, "the other host received no request");
      check(!JSON.stringify(elsewhere).includes(secret), "the token was sent to the other host");
    },
  },
  staysSegment("An id with slashes stays in its place", "../admins"),
  staysSegment("An id with a query stays in its place", "1?email=x"),
  staysSegment("An id of two dots is refused or stays in its place", ".."),
  {
    area,
    promise: "An empty id is refused, and not sent",
    run: async (scene) => {
      await scene.play({ do: "answer" });
      checkFailed(await scene.client().get(""));
      const { length } = await scene.received();
      check(length === 0, "a request was sent");
    },
  },
  {
    area,
    promise: "No error contains the token in any property or cause",
    run: async (scene) => {
      await scene.play({ do: "answer", status: 401, body: { type: "error.list", errors: [] } });
      const result = await scene.client().create();
      checkFailed(result);
      check(!textsOf(result.error).includes(secret), "the error holds the token");
    },
  },
  {
    area,
    promise: "Concurrent calls share one call of the token function",
    run: async (scene) => {
      await scene.play({ do: "answer" });
      let tokenCalls = 0;
      const token = async () => {
        tokenCalls += 1;
        return secret;
      };
      const client = scene.client({ token });
      const results = await Promise.all([1, 2, 3, 4, 5].map((id) => client.get(`${id}`)));
      for (const result of results) checkOk(result);
      check(tokenCalls === 1, `it was called ${tokenCalls} times`);
    },
  },
  {
    area,
    promise: "A refused token is requested again, once, and the call is retried",
    run: async (scene) => {
      const body = { type: "error.list", errors: [{ code: "unauthorized" }] };
      await scene.play({ do: "answer", status: 401, body }, { do: "answer" });
      let tokenCalls = 0;
      const token = async () => {
        tokenCalls += 1;
        return `secret-${tokenCalls}`;
      };
      checkOk(await scene.client({ token }).create());
      check(tokenCalls === 2, `it was called ${tokenCalls} times`);
    },
  },
];

/** All texts of an error: its own properties, and those of its causes. */
function textsOf(error: unknown, depth = 0): string {
  if (typeof error !== "object" || error === null || depth > 6) return String(error);
  const names = Object.getOwnPropertyNames(error);
  const own = names.map((name) => {
    const value = (error as Record<string, unknown>)[name];
    if (value instanceof Headers) return JSON.stringify([...value]);
    return textsOf(value, depth + 1);
  });
  return [String(error), ...own].join("\n");
}
