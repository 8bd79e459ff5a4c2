/** Which shape of the model an error has, and what follows from it. */
import type { Operation, Shape } from "../model/types.ts";
import { makeStructure, type Structure } from "../values.ts";
import type { ApiError } from "./protocol.ts";

/** The code of an error that its shape says, as query services and those that were some show it. */
export function codeOf(shape: Shape): string {
  return shape.error?.code ?? shape.name;
}

/** The shape of an error of an operation, by the code that SDKs show or by the shape's name. */
export function findErrorShape(operation: Operation | undefined, code: string): Shape | undefined {
  const errors = operation?.errors ?? [];
  return errors.find((shape) => codeOf(shape) === code) ?? errors.find((shape) => shape.name === code);
}

/** The status of an answer: what the error says itself, else its shape, else 400. */
export function statusOf(error: ApiError, shape: Shape | undefined): number {
  return error.status ?? shape?.error?.httpStatusCode ?? (shape?.fault ? 500 : 400);
}

/** The name of the member that has the message. */
export function findMessageMember(shape: Shape | undefined): string | undefined {
  return Object.keys(shape?.members ?? {}).find((name) => name.toLowerCase() === "message");
}

/** All that an error's shape says as one structure, message included; empty texts are left out. */
export function joinMembers(error: ApiError, shape: Shape | undefined): Structure {
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
export function faultOf(error: ApiError, shape: Shape | undefined): "Sender" | "Receiver" {
  if (shape?.error?.senderFault !== undefined) return shape.error.senderFault ? "Sender" : "Receiver";
  return statusOf(error, shape) >= 500 ? "Receiver" : "Sender";
}
