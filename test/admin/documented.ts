/** What openapi.json documents, answer by answer. */
import document from "../../src/admin/openapi.json";

interface Documented {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>>;
}

const METHODS = ["get", "post", "delete"];
/** `POST /api/… 429` to what is documented of that answer. */
export const documented = new Map<string, Documented>();
for (const [path, item] of Object.entries<object>(document.paths)) {
  for (const [method, operation] of Object.entries(item)) {
    if (!METHODS.includes(method)) continue;
    for (const [status, response] of Object.entries(operation.responses as Record<string, Documented>))
      if (status !== "default") documented.set(`${method.toUpperCase()} ${path} ${status}`, response);
  }
}
