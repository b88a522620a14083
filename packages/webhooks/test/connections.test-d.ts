import type { IncomingMessage } from "node:http";
import { createClient } from "@interkit/core/2.16";
import { createWebhooks, type LatestTopics } from "@interkit/webhooks";
import { canvas, createCanvasKit, text } from "@interkit/webhooks/canvas";
import {
  type Connection,
  type ConnectionState,
  createConnections,
} from "@interkit/webhooks/connections";
import { type MessengerClaims, signMessengerJwt } from "@interkit/webhooks/identity";
import { createSignIn } from "@interkit/webhooks/sign-in";
import { expectTypeOf, test } from "vitest";

interface Mine {
  account: string;
}

const secret = "secret";

test("a handler gets the event of its topic and the data of its connection", () => {
  const connections = createConnections<Mine>();
  createWebhooks({ secret }).on(
    "contact.user.created",
    connections.handler((event, connection) => {
      expectTypeOf(event.topic).toEqualTypeOf<"contact.user.created">();
      expectTypeOf(event.data.item).toEqualTypeOf<LatestTopics["contact.user.created"]>();
      expectTypeOf(connection).toEqualTypeOf<Connection<Mine>>();
    }),
  );
  expectTypeOf(connections.of).toBeCallableWith({ app_id: "abc12345" });
  expectTypeOf(connections.of).toBeCallableWith({ workspace_id: "abc12345" });
  createCanvasKit({ secret }).initialize((request) => {
    expectTypeOf(connections.of).toBeCallableWith(request);
    return canvas({ content: [text("Hello")] });
  });
  // @ts-expect-error the account of the data is missing
  connections.add({ token: "token" }, {});
});

test("the options of a connection are those of a client", () => {
  const connection = {} as Connection;
  expectTypeOf(createClient).toBeCallableWith(connection.clientOptions);
  expectTypeOf(connection.data).toBeUnknown();
  expectTypeOf(connection.state).toEqualTypeOf<ConnectionState>();
});

test("the result of a sign-in has a token once it was granted", async () => {
  const signIn = createSignIn<Mine>({ clientId: "id", clientSecret: secret });
  // @ts-expect-error the account of the payload is missing
  signIn.start({});
  expectTypeOf(signIn.finish).toBeCallableWith({} as Request);
  expectTypeOf(signIn.finish).toBeCallableWith({} as IncomingMessage);
  const result = await signIn.finish({} as Request);
  // @ts-expect-error it may have been denied
  result.token;
  if (result.outcome === "denied") return;
  expectTypeOf(result.payload).toEqualTypeOf<Mine>();
  expectTypeOf(createConnections<Mine>().add).toBeCallableWith(result, result.payload);
});

test("claims of the Messenger need a user_id, and have no expiry of their own", () => {
  // @ts-expect-error the user_id is missing
  signMessengerJwt({ email: "ada@example.com" }, { secret });
  // @ts-expect-error the expiry is an option
  signMessengerJwt({ user_id: "1", exp: 1 }, { secret });
  const claims: MessengerClaims = { user_id: "1", plan: "pro", company: { id: "7" } };
  expectTypeOf(claims).not.toBeAny();
});
