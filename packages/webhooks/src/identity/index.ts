export {
  type MessengerClaims,
  type MessengerJwtOptions,
  signMessengerJwt,
} from "./messenger-jwt.ts";
export { userHash } from "./user-hash.ts";
