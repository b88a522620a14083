/**
 * Whether a value is of a type that attributes of all kinds have; `undefined` for types that are
 * more than one plain value, such as lists and files.
 */
export function fitsScalar(type: string, value: unknown): boolean | undefined {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value);
    case "float":
    case "decimal":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "date":
    case "datetime":
      return typeof value === "number" || !Number.isNaN(Date.parse(String(value)));
    default:
      return undefined;
  }
}
