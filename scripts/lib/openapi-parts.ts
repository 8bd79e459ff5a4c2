/** What the paths of openapi.json are described with. */
import type { SchemaName } from "../../src/admin/schemas.ts";

export const schema = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
export const json = (name: SchemaName) => ({ "application/json": { schema: schema(name) } });
export const text = { type: "string" } as const;
export const headers = (described: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(described).map(([name, description]) => [name, { description, schema: text }]),
  );

export const error = (description: string, described: Readonly<Record<string, string>> = {}) => ({
  description,
  headers: headers(described),
  content: json("Error"),
});

/** What any path but /api/health may answer. */
export const GUARDED = {
  "401": error("The server has a token, and the request does not show it.", { "WWW-Authenticate": "Bearer" }),
  "403": error(
    "The Host or Origin header is a foreign one, or the request asks for more than the server allows.",
  ),
  default: error("A failure of the server."),
};
export const OPEN = { "403": GUARDED["403"], default: GUARDED.default };

export const LAST_EVENT = {
  name: "Last-Event-ID",
  in: "header",
  description: "the last event that the client has; the stream goes on after it",
  schema: text,
};
