import { fromJsonSchema, type JsonSchemaType } from "@modelcontextprotocol/server";

/** Returns what is wrong with arguments; `undefined` for arguments that fit the schema. */
export type ArgumentCheck = (
  given: Readonly<Record<string, unknown>>,
) => Promise<string | undefined>;

/** Checks the arguments of a tool, whose schema is an object without further properties. */
export function checkArguments(schema: Readonly<Record<string, unknown>>): ArgumentCheck {
  const known = (schema["properties"] ?? {}) as Readonly<Record<string, unknown>>;
  let compiled: ReturnType<typeof fromJsonSchema> | undefined;
  return async (given) => {
    const unknown = Object.keys(given).find((one) => !Object.hasOwn(known, one));
    if (unknown !== undefined) {
      return `there is no argument "${unknown}"; there are ${Object.keys(known).join(", ") || "none"}`;
    }
    // Compiling the schemas of all tools would take longer than a client waits for a server to start.
    compiled ??= fromJsonSchema(schema as JsonSchemaType);
    const { issues } = await compiled["~standard"].validate(given);
    return issues?.map(({ message }) => withChoices(message, schema)).join("; ");
  };
}

type Schema = Readonly<Record<string, unknown>>;

/** The validator does not name the values that a schema allows, which the model needs. */
function withChoices(message: string, schema: Schema): string {
  return message.replace(/data(\S*) must be equal to one of the allowed values/g, (text, place) => {
    const choices = place.split("/").slice(1).reduce(within, schema)?.["enum"];
    return Array.isArray(choices) ? `${text} (${choices.join(", ")})` : text;
  });
}

function within(schema: Schema | undefined, name: string): Schema | undefined {
  const properties = schema?.["properties"] as Readonly<Record<string, Schema>> | undefined;
  return properties?.[name] ?? (schema?.["items"] as Schema | undefined);
}
