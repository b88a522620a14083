export type { Admin, Grant, Workspace } from "./grant.ts";
export type { SignInOptions } from "./options.ts";
export {
  createSignIn,
  type SignIn,
  type SignInCallback,
  type SignInResult,
  type SignInStart,
} from "./sign-in.ts";
export { SignInError, type SignInProblem } from "./sign-in-error.ts";
