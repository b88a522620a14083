import type { Tool } from "@modelcontextprotocol/server";
import type { Catalog, Operation } from "../../catalog/catalog.ts";
import { type ArgumentCheck, checkArguments } from "./check-arguments.ts";
import { type ToolInput, toolInput } from "./input-schema.ts";
import { toolName, toolTitle } from "./names.ts";
import { isTool } from "./resources.ts";

/** One operation, as a model can call it. */
export interface OperationTool {
  readonly operation: Operation;
  readonly input: ToolInput;
  /** As `tools/list` returns it. */
  readonly definition: Tool;
  readonly check: ArgumentCheck;
}

/** Makes the tools of all operations of a version that can be one, by name. */
export function createTools(catalog: Catalog): ReadonlyMap<string, OperationTool> {
  const tools = catalog.operations.filter(isTool).map((one) => createTool(one, catalog));
  return new Map(tools.map((tool) => [tool.definition.name, tool]));
}

function createTool(operation: Operation, catalog: Catalog): OperationTool {
  const input = toolInput(operation, catalog);
  const name = toolName(operation.id);
  const check = checkArguments(input.schema);
  return {
    operation,
    input,
    definition: {
      name,
      title: toolTitle(operation.id),
      description: describe(operation),
      inputSchema: input.schema as Tool["inputSchema"],
      annotations: annotationsOf(operation),
    },
    async check(value) {
      const problem = await check(value);
      if (problem !== undefined) return problem;
      const { selectedBy } = operation;
      const isSelected = selectedBy.some((one) => Object.hasOwn(value, one));
      if (selectedBy.length === 0 || isSelected) return undefined;
      return `one of ${selectedBy.join(", ")} is needed`;
    },
  };
}

function describe({ summary, description, search, selectedBy }: Operation): string {
  const fields = Object.entries(search?.fields ?? {}).map(
    ([name, { type }]) => `${name} (${type})`,
  );
  const parts = [
    summary,
    description,
    selectedBy.length > 1 ? `It needs one of ${selectedBy.join(", ")}.` : "",
    fields.length > 0 ? `Fields to search by: ${fields.join(", ")}.` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** The last words of the ids of operations with POST that add something, and change or remove nothing. */
const additive =
  /\.(create|attach|reply|link|enqueue|start|register|unarchive|submitCsat|notify\w+|escalate)$/;

function annotationsOf({ id, route, isRead }: Operation): NonNullable<Tool["annotations"]> {
  const [method = ""] = route.split(" ", 1);
  return {
    readOnlyHint: isRead,
    destructiveHint: !isRead && !(method === "POST" && additive.test(id)),
    idempotentHint: isRead || method === "PUT" || method === "DELETE",
    openWorldHint: true,
  };
}
