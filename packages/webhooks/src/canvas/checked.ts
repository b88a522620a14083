import { component } from "./shapes.ts";

/**
 * The component, in the type that its builder declares.
 *
 * @throws {ConfigError} for wrong properties.
 */
export function checked<Component>(built: {
  readonly type: string;
  readonly [name: string]: unknown;
}): Component {
  component(built, built.type);
  return built as unknown as Component;
}
