/** What every protocol does in both directions, and the words for what goes through it. */
import type { Malformed } from "../formats/reading.ts";
import type { Operation, ServiceModel, Shape } from "../model/types.ts";
import type { Structure } from "../values.ts";
import type { WireRequest, WireResponse } from "../wire.ts";

/** An error of AWS's API as a service answers it. */
export interface ServiceError {
  /** As SDKs and CloudTrail show it. */
  readonly code: string;
  /** AWS leaves it out where it only says that a body cannot be read: then it is empty. */
  readonly message: string;
  /** Where the model of the error does not say it. */
  readonly status?: number;
  /** What the error's shape has besides its message, by member names. S3 tells more texts than its shapes have. */
  readonly members?: Structure;
  /** What the headers tell of which the error's shape knows nothing. Names are in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Why, where more is known than AWS tells its clients: for who looks into the instance, and never sent. */
  readonly because?: string;
}

/** An error whose status is known. */
export type AnsweredError = ServiceError & { readonly status: number };

/** Thrown inside decodeRequest for a body, or a query, that is not of the protocol's format at all. */
export class Unreadable extends Error {}

/** Why the body of an answer could not be read. */
export interface Problem {
  readonly problem: string;
  /** How the body begins that is meant. It may be anything, a secret too. */
  readonly quote?: string;
}

/** What an answer holds; where its body cannot be read, why not, and what was not in the body. */
export type ReadAnswer = { readonly value: Structure } | (Problem & { readonly value?: Structure });

/**
 * A protocol. Encoders throw Unsendable, decodeRequest throws Malformed and Unreadable; messages.ts catches them. Only
 * what an operation's shapes say is in here, nothing that a service does otherwise.
 */
export interface WireProtocol {
  /** A client's request. */
  readonly encodeRequest: (operation: Operation, input: Structure) => WireRequest;
  /** A server's reading of it. */
  readonly decodeRequest: (operation: Operation, request: WireRequest) => Structure;
  /** A server's answer to a success. */
  readonly encodeResponse: (operation: Operation, output: Structure, requestId: string) => WireResponse;
  /** A client's reading of it; the operation has an output. */
  readonly decodeResponse: (operation: Operation, response: WireResponse) => ReadAnswer;
  /** A server's answer to a failure. `shape` is the error's in the model, where it has one. */
  readonly encodeError: (
    model: ServiceModel,
    error: AnsweredError,
    shape: Shape | undefined,
    requestId: string,
  ) => WireResponse;
  /** What a failure says besides its code and message, by the members of the error's shape. */
  readonly decodeError: (shape: Shape, response: WireResponse) => Structure;
  /** The error that AWS answers to a request that cannot be read, and to one with a value that does not fit. */
  readonly describeUnreadable: (model: ServiceModel, reason: Unreadable | Malformed) => ServiceError;
}
