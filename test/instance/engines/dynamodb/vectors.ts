// Vectors of films, and an index of them.
import { BY_ID, type Input } from "./ask.ts";

export const TableName = "films";
export const INDEX = {
  IndexName: "by-look",
  VectorAttribute: { AttributeName: "look" },
  Dimensions: 2,
  DistanceFunction: "COSINE",
  Projection: { ProjectionType: "ALL" },
};
export const vectors = (...indexes: Input[]) => ({
  ...BY_ID,
  VectorIndexes: indexes.map((one) => ({ ...INDEX, ...one })),
});
export const schema = (...parts: [string, string][]) =>
  parts.map(([AttributeName, SearchSchemaElementType]) => ({ AttributeName, SearchSchemaElementType }));
export const defined = (...names: string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: "S" }));
export const list = (...numbers: (number | string)[]) => numbers.map((one) => ({ N: String(one) }));
export const film = (id: string, look: ReturnType<typeof list>, more: Input = {}) => ({
  id: { S: id },
  look: { L: look },
  ...more,
});
