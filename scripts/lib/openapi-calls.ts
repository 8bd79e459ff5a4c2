/** The paths of openapi.json about the calls of one replay. */
import { error, GUARDED, json } from "./openapi-parts.ts";

/** `id`: the parameter that names the replay; `noReplay`: what is answered where there is none. */
export function describeCalls(id: object, noReplay: object): Readonly<Record<string, object>> {
  return {
    "/api/cloudtrail/replays/{id}/calls": {
      parameters: [id],
      get: {
        operationId: "listCalls",
        summary: "The calls of a replay that have ended, in that order.",
        parameters: [
          {
            name: "after",
            in: "query",
            description: "leave out so many of the first",
            schema: { type: "integer" },
          },
          {
            name: "limit",
            in: "query",
            description: "so many at most, 5000 unless told",
            schema: { type: "integer" },
          },
        ],
        responses: {
          "200": { description: "The calls.", content: json("CallList") },
          "400": error("A parameter is wrong."),
          "404": noReplay,
          ...GUARDED,
        },
      },
    },
    "/api/cloudtrail/replays/{id}/calls/{number}": {
      parameters: [
        id,
        {
          name: "number",
          in: "path",
          required: true,
          description: "Which call, from 0.",
          schema: { type: "integer" },
        },
      ],
      get: {
        operationId: "getCall",
        summary: "One call of a replay, with what was asked and answered where that is kept.",
        responses: {
          "200": { description: "The call.", content: json("Call") },
          "404": error("There is no such replay or call, or it is not kept."),
          ...GUARDED,
        },
      },
    },
  };
}
