import type { JsonObject } from "../../description/openapi.ts";
import { type ApiError, apiError, missingParameter, notFound } from "../../engine/errors.ts";
import { type Handlers, JsonResponse, type RequestContext } from "../../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** A shop whose products Fin can use. It comes from a seed. */
export interface EcommerceConnector extends Entity {
  readonly name: string;
  readonly products: readonly JsonObject[];
}

export const ecommerceConnectors: CollectionKey<EcommerceConnector> =
  collection<EcommerceConnector>("ecommerceConnectors", "number");

/** An upload of a catalogue in parts. */
interface Upload extends Entity {
  readonly connector_id: string;
  readonly parts: readonly (readonly JsonObject[])[];
  readonly finished: boolean;
}

const uploads: CollectionKey<Upload> = collection<Upload>("catalogUploads", "number", {
  connector: ({ connector_id, finished }) => [finished ? null : connector_id],
});

const maxBytes = 99 * 1024 * 1024;

const refuse = (code: string, message: string): ApiError => apiError(422, code, message);

async function readForm(context: RequestContext): Promise<FormData> {
  const type = context.request.headers.get("Content-Type") ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data")) {
    throw apiError(415, "unsupported", "The Content-Type must be multipart/form-data");
  }
  try {
    return await context.request.formData();
  } catch {
    throw missingParameter("catalog file is required", "catalog");
  }
}

async function readCatalog(form: FormData): Promise<JsonObject[]> {
  const catalog = form.get("catalog");
  if (catalog === null) throw missingParameter("catalog file is required", "catalog");
  if (typeof catalog === "string") {
    throw missingParameter("catalog must be an uploaded file", "catalog");
  }
  if (catalog.size > maxBytes) {
    throw refuse("payload_too_large", "catalog file exceeds 99MB limit");
  }
  const products = parse(await catalog.text());
  if (!Array.isArray(products)) {
    throw refuse("invalid_catalog_format", "catalog must be a JSON array");
  }
  if (products.some((one) => typeof one !== "object" || one === null || Array.isArray(one))) {
    const message = "each item in the catalog array must be a JSON object";
    throw refuse("invalid_catalog_format", message);
  }
  return products as JsonObject[];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function upload(context: RequestContext): Promise<JsonResponse> {
  const missing = () =>
    notFound("No connector found with the provided id.", "import_source_not_found");
  const connector = context.find(ecommerceConnectors, context.param("connector_id"), missing);
  const form = await readForm(context);
  const finalize = form.get("finalize");
  const [open] = context.collection(uploads).findBy("connector", connector.id);
  if (finalize === null) {
    if (open) throw inProgress("A catalog upload is already in progress.");
    const id = startUpload(context, connector.id, [await readCatalog(form)], true).id;
    return importProducts(context, connector, id, context.collection(uploads).get(id)?.parts ?? []);
  }
  if (finalize === "true") {
    const session = findUpload(form, open);
    if (session.parts.length === 0) {
      const message = "Upload session cannot be finalized in its current state.";
      throw apiError(409, "upload_session_not_finalizable", message);
    }
    context.collection(uploads).update(session.id, { finished: true });
    return importProducts(context, connector, session.id, session.parts);
  }
  return addPart(context, connector, form, open);
}

const inProgress = (message: string) => apiError(409, "sync_in_progress", message);

function startUpload(
  context: RequestContext,
  connector_id: string,
  parts: Upload["parts"],
  finished: boolean,
): Upload {
  const id = `job_${context.store.nextId(uploads)}`;
  return context.collection(uploads).insert({ id, connector_id, parts, finished });
}

/** Finds the upload of a form. @throws {ApiError} 422 without an id, 404 when there is no such upload. */
function findUpload(form: FormData, open: Upload | undefined): Upload {
  const id = form.get("import_job_id");
  if (typeof id !== "string" || id === "") {
    const message = "Include import_job_id to continue an existing upload session.";
    throw refuse("import_job_id_required", message);
  }
  if (open?.id === id) return open;
  const message = "No active upload session found for the provided import_job_id.";
  throw notFound(message, "upload_session_not_found");
}

async function addPart(
  context: RequestContext,
  connector: EcommerceConnector,
  form: FormData,
  open: Upload | undefined,
): Promise<JsonResponse> {
  const isFirst = form.get("import_job_id") === null;
  const number = Number(form.get("part_number") ?? 1);
  if (!Number.isInteger(number) || number < 1) {
    throw refuse("invalid_part_number", "part_number must be a positive integer");
  }
  if (isFirst && number > 1) findUpload(form, open);
  if (isFirst && open) {
    throw inProgress("A multipart upload is already in progress. Use import_job_id to continue.");
  }
  const session = isFirst ? undefined : findUpload(form, open);
  const expected = (session?.parts.length ?? 0) + 1;
  // A repeated part replaces the earlier one.
  if (number > expected) {
    throw refuse("invalid_part_number", `Expected part ${expected}, got ${number}`);
  }
  const products = await readCatalog(form);
  const { id, parts } = session ?? startUpload(context, connector.id, [], false);
  const all = parts.toSpliced(number - 1, 1, products);
  context.collection(uploads).update(id, { parts: all });
  return new JsonResponse({ import_job_id: id, next_part_number: all.length + 1 }, { status: 200 });
}

/** Replaces the products of the connector with those of the catalogue. */
function importProducts(
  context: RequestContext,
  connector: EcommerceConnector,
  id: string,
  parts: Upload["parts"],
): JsonResponse {
  const usable = ({ id, title, url }: JsonObject) =>
    id !== undefined && typeof title === "string" && /^https:/.test(String(url));
  context
    .collection(ecommerceConnectors)
    .update(connector.id, { products: parts.flat().filter(usable) });
  const message = "The catalog is being imported.";
  return new JsonResponse({ import_job_id: id, status: "processing", message }, { status: 202 });
}

export const ecommerceHandlers: Handlers = { "ecommerceConnectors.uploadCatalog": upload };
