/** What AWS answers to a request of HTTP of which it cannot even be asked what it says. */
import type { Protocol, ServiceModel } from "../aws/model/types.ts";
import { hasBareErrors } from "../aws/protocols/oddities.ts";
import { type ServiceError, Unreadable } from "../aws/protocols/protocol.ts";
import { chooseProtocol } from "../aws/protocols/protocols.ts";

/**
 * What is wrong: its body is larger than any that the operation takes, or did not come whole; its query is none; the time that
 * it was signed for is over; something in it stands in itself more often than can be read.
 */
export type BadRequest = "too large" | "cut" | "no query" | "expired" | "too deep";

/**
 * Whether reading something took more of the stack than there is: documents and expressions in members can be as deep as their
 * texts are long, where AWS's own readers give up after some hundred levels.
 */
export function isTooDeep(error: unknown): boolean {
  return error instanceof RangeError && error.message.startsWith("Maximum call stack size");
}

/** The largest body that a service takes, in bytes, where that is known. */
const LARGEST_BODIES: Readonly<Partial<Record<string, number>>> = {
  // https://github.com/architect/dynalite and https://github.com/scylladb/scylladb/blob/master/test/alternator/test_manual_requests.py, which were run on AWS
  dynamodb: 16 * 1024 ** 2,
};

/** Whether a service takes no body of this length, as it comes over the wire. */
export function isTooLarge({ service }: ServiceModel, length: number): boolean {
  const largest = LARGEST_BODIES[service];
  return largest !== undefined && length > largest;
}

/** S3's words: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const OF_S3: Readonly<Record<BadRequest, ServiceError>> = {
  "too large": {
    code: "EntityTooLarge",
    message: "Your proposed upload exceeds the maximum allowed size",
    status: 400,
  },
  cut: {
    code: "IncompleteBody",
    message: "You did not provide the number of bytes specified by the Content-Length HTTP header",
    status: 400,
  },
  expired: { code: "AccessDenied", message: "Request has expired", status: 403 },
  "too deep": {
    code: "MalformedXML",
    message: "The XML you provided was not well-formed or did not validate against our published schema",
    status: 400,
  },
  "no query": { code: "InvalidURI", message: "Couldn't parse the specified URI.", status: 400 },
};

/** The error that a service answers. */
export function describeRefusal(model: ServiceModel, protocol: Protocol, refusal: BadRequest): ServiceError {
  if (hasBareErrors(model)) return OF_S3[refusal];
  if (refusal === "too large")
    return { code: "RequestEntityTooLargeException", message: "The request is too large", status: 413 };
  if (refusal === "expired")
    return { code: "SignatureDoesNotMatch", message: "Signature expired", status: 403 };
  return chooseProtocol({ model }, protocol).describeUnreadable(model, new Unreadable(refusal));
}
