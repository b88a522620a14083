export { tryAll as run } from "./promises.ts";
