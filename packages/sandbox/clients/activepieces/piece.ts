import { redirect } from "../edge.ts";
import { type Installed, type Json, type Listening, listening, noting } from "../judge.ts";

export interface Bench extends Listening {
  /** Runs an action with these values for its properties, and gives what it puts out. */
  act(name: string, propsValue?: Readonly<Record<string, unknown>>): Promise<Json>;
  /** The choices that the editor offers for a property of an action. */
  choices(action: string, property: string, given?: object): Promise<Json>;
  /** A trigger, with what it needs of its surroundings. */
  trigger(name: string, propsValue?: object): Trigger;
  /** Whether the connection is taken. */
  validate(): Promise<Json>;
}

export interface Trigger {
  /** Sets it up, and gives the listeners that it asks for. */
  enable(): Promise<Json>;
  /** What it shows as samples. */
  test(): Promise<Json[]>;
  /** What it puts out for a webhook. */
  run(body: unknown): Promise<Json[]>;
}

const auth = { type: "CUSTOM_AUTH", props: { accessToken: "secret", region: "intercom" } };

/** The actions and triggers of the piece, as its own program has them. */
export const pieceOf = ({ require }: Installed): Json =>
  require("@activepieces/piece-intercom").intercom;

/** The piece for Intercom, in as much of Activepieces as it uses: a connection, and values. */
export async function withPiece(
  installed: Installed,
  called: Set<string>,
  options?: Parameters<typeof listening>[0],
): Promise<Bench> {
  const bench = await listening(options);
  redirect(bench.url);
  const piece = pieceOf(installed);
  const actions = noting(piece.actions() as Json, called, "actions");
  const triggers = noting(piece.triggers() as Json, called, "triggers");
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
