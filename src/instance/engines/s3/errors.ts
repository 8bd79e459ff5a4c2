/** What S3 refuses, in its words: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";

/** A call that is refused. */
export interface S3Refusal {
  readonly error: ServiceError;
}

/** What an error tells besides its words. */
type More = Readonly<Record<string, string>>;

/** Refuses with a code, words and a status. */
export function refuse(
  code: string,
  message: string,
  status = 400,
  members: More = {},
  headers?: More,
): S3Refusal {
  return { error: { code, message, status, members: members as Structure, ...(headers && { headers }) } };
}

/** Whether something is a refusal. */
export function isRefusal(value: unknown): value is S3Refusal {
  return typeof value === "object" && value !== null && "error" in value;
}

export function noSuchBucket(BucketName: string): S3Refusal {
  return refuse("NoSuchBucket", "The specified bucket does not exist", 404, { BucketName });
}

export function noSuchKey(Key: string, headers?: More): S3Refusal {
  return refuse("NoSuchKey", "The specified key does not exist.", 404, { Key }, headers);
}

export function noSuchVersion(Key: string, VersionId: string): S3Refusal {
  return refuse("NoSuchVersion", "The specified version does not exist.", 404, { Key, VersionId });
}

export function noSuchUpload(UploadId: string): S3Refusal {
  const message =
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.";
  return refuse("NoSuchUpload", message, 404, { UploadId });
}

/** An argument of a header, the query or a form. A value that is none is left out. */
export function invalidArgument(message: string, ArgumentName: string, ArgumentValue?: string): S3Refusal {
  const more = ArgumentValue === undefined ? { ArgumentName } : { ArgumentName, ArgumentValue };
  return refuse("InvalidArgument", message, 400, more);
}

export function invalidRequest(message: string): S3Refusal {
  return refuse("InvalidRequest", message);
}

/** `because`: what S3 does not tell its clients. */
export function accessDenied(message = "Access Denied", because?: string): S3Refusal {
  const { error } = refuse("AccessDenied", message, 403);
  return { error: { ...error, ...(because !== undefined && { because }) } };
}

export function malformedXml(): S3Refusal {
  return refuse(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}

/** A list of who may do what that is none. */
export function malformedAcl(): S3Refusal {
  return { error: { ...malformedXml().error, code: "MalformedACLError" } };
}

/** A condition that does not hold, by the name of its header. */
export function preconditionFailed(Condition: string): S3Refusal {
  const message = "At least one of the pre-conditions you specified did not hold";
  return refuse("PreconditionFailed", message, 412, { Condition });
}

/** A header that S3 does not take of this operation. */
export function notImplemented(Header: string, additionalMessage?: string): S3Refusal {
  const message = "A header you provided implies functionality that is not implemented";
  return refuse("NotImplemented", message, 501, {
    Header,
    ...(additionalMessage !== undefined && { additionalMessage }),
  });
}

/** What a delete marker does not take. */
export function markerRefuses(Method: string, headers: More): S3Refusal {
  const message = "The specified method is not allowed against this resource.";
  return refuse("MethodNotAllowed", message, 405, { Method, ResourceType: "DeleteMarker" }, headers);
}
