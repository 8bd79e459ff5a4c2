/** Which shape of the model an error has, and what follows from it. */
import * as v from "valibot";
import { Text } from "../../base/row-types.ts";
import type { Operation, ServiceModel, Shape } from "../model/types.ts";
import { makeStructure, type Structure } from "../values.ts";
import type { ServiceError } from "./protocol.ts";
import rows from "./query-errors.json" with { type: "json" };

/** A row of query-errors.json: the code and the status of an error, which its model no longer says, or has not at all. */
export const QueryErrorRow = v.strictObject({
  service: Text,
  error: Text,
  code: Text,
  status: v.pipe(v.number(), v.integer()),
  reason: Text,
});

const LOST = new Map(
  (rows as readonly v.InferOutput<typeof QueryErrorRow>[]).map((row) => [`${row.service} ${row.error}`, row]),
);

const NAMES = new Map(
  (rows as readonly v.InferOutput<typeof QueryErrorRow>[]).map(({ service, error, code }) => [
    `${service} ${code}`,
    error,
  ]),
);

/** What the shape of an error is called where no model has it for the operation, by the code that query has for it. */
export function nameError({ service }: ServiceModel, code: string): string {
  return NAMES.get(`${service} ${code}`) ?? code;
}

/** A shape of an error, of an API. */
export interface ErrorShape {
  readonly shape: Shape;
  /** As SDKs and CloudTrail show it: query services, and those that were some, have codes beside the names of shapes. */
  readonly code: string;
  readonly status: number;
}

/** What a shape says of its error. */
export function describeError({ service }: ServiceModel, shape: Shape): ErrorShape {
  const lost = LOST.get(`${service} ${shape.name}`);
  return {
    shape,
    code: shape.error?.code ?? lost?.code ?? shape.name,
    status: shape.error?.httpStatusCode ?? lost?.status ?? (shape.fault ? 500 : 400),
  };
}

/** The shape of an error of an operation, by the code that SDKs show or by the shape's name. */
export function findErrorShape(operation: Operation | undefined, code: string): ErrorShape | undefined {
  const errors = (operation?.errors ?? []).map((shape) => operation && describeError(operation.model, shape));
  return errors.find((error) => error?.code === code) ?? errors.find((error) => error?.shape.name === code);
}

/** The name of the member that has the message. */
export function findMessageMember(shape: Shape | undefined): string | undefined {
  return Object.keys(shape?.members ?? {}).find((name) => name.toLowerCase() === "message");
}

/** All that an error's shape says as one structure, message included; empty texts are left out. */
export function joinMembers(error: ServiceError, shape: Shape | undefined): Structure {
  const name = findMessageMember(shape);
  const joined = Object.assign(makeStructure(), error.members);
  if (name !== undefined && error.message !== "") joined[name] = error.message;
  return joined;
}

/** The structure without the member that has the message. */
export function withoutMessage(shape: Shape, members: Structure): Structure {
  const rest: Record<string, Structure[string]> = Object.assign(makeStructure(), members);
  const name = findMessageMember(shape);
  if (name !== undefined) delete rest[name];
  return rest;
}

/** Whose fault an error is, in query's word. */
export function faultOf(status: number, shape: Shape | undefined): "Sender" | "Receiver" {
  if (shape?.error?.senderFault !== undefined) return shape.error.senderFault ? "Sender" : "Receiver";
  return status >= 500 ? "Receiver" : "Sender";
}
