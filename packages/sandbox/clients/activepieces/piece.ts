import { redirectIntercom } from "../redirect-intercom.ts";
import {
  type Installed,
  type Json,
  type ListeningSandbox,
  listenForTest,
  recordCalls,
} from "../test-client.ts";

export interface Bench extends ListeningSandbox {
  /** Runs an action with these properties, and returns its output. */
  act(name: string, propsValue?: Readonly<Record<string, unknown>>): Promise<Json>;
  /** The options that the editor offers for a property of an action. */
  choices(action: string, property: string, given?: object): Promise<Json>;
  /** A trigger, with the functions that it needs. */
  trigger(name: string, propsValue?: object): Trigger;
  /** Whether the connection is accepted. */
  validate(): Promise<Json>;
}

export interface Trigger {
  /** Sets it up, and returns the listeners that it requests. */
  enable(): Promise<Json>;
  /** Its samples. */
  test(): Promise<Json[]>;
  /** Its output for a webhook. */
  run(body: unknown): Promise<Json[]>;
}

const auth = { type: "CUSTOM_AUTH", props: { accessToken: "secret", region: "intercom" } };

/** The actions and triggers of the piece. */
export const pieceOf = ({ require }: Installed): Json =>
  require("@activepieces/piece-intercom").intercom;

/** The piece for Intercom, with the parts of Activepieces that it uses: a connection and properties. */
export async function withPiece(
  installed: Installed,
  called: Set<string>,
  options?: Parameters<typeof listenForTest>[0],
): Promise<Bench> {
  const bench = await listenForTest(options);
  redirectIntercom(bench.url);
  const piece = pieceOf(installed);
  const actions = recordCalls(piece.actions() as Json, called, "actions");
  const triggers = recordCalls(piece.triggers() as Json, called, "triggers");
  return {
    ...bench,
    act: (name, propsValue = {}) => actions[name].run({ auth, propsValue, files: {} }),
    choices: (action, property, given = {}) => {
      const { options: listed, props } = piece.actions()[action].props[property];
      return (listed ?? props)({ auth, ...given }, {});
    },
    trigger: (name, propsValue = {}) => ({
      enable: async () => {
        let wanted: unknown;
        const app = { createListeners: (given: unknown) => (wanted = given) };
        await triggers[name].onEnable({ auth, propsValue, app });
        await triggers[name].onDisable({ auth, propsValue });
        return wanted;
      },
      test: () => triggers[name].test({ auth, propsValue }),
      run: (body) => triggers[name].run({ auth, propsValue, payload: { body } }),
    }),
    validate: () => piece.auth[1].validate({ auth: auth.props }),
  };
}
