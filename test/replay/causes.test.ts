// Every error that the API models name has a category, and the words that services share lead to the right one.
import { describe, expect, test } from "bun:test";
import { loadIndex, loadModel } from "../../src/aws/model/table.ts";
import type { Deed } from "../../src/aws/resources/types.ts";
import { type Category, findCause } from "../../src/replay/causes.ts";

function classify(code: string, message = "", status = 400, deed: Deed = "update"): Category {
  return findCause({ status, code, message, deed }).category;
}

/** The codes of all error shapes of all services, with how many services have each. */
async function countCodes(): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { service } of (await loadIndex()).services) {
    const { operations } = await loadModel(service);
    const codes = new Set(
      Object.values(operations).flatMap(({ errors = [] }) =>
        errors.map(({ name, error }) => error?.code ?? name),
      ),
    );
    for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

test("a page that says nothing, for a region that AWS does not have, is about the region", () => {
  const page = { status: 500, code: "500", message: "500 Internal Server Error", deed: "create" as const };
  expect(findCause({ ...page, region: "sagov-westsouth-1r" }).cause).toContain(
    "MOTO_ALLOW_NONEXISTENT_REGION=true",
  );
  for (const region of ["eu-west-1", "us-gov-west-1", "", undefined])
    expect(findCause({ ...page, region }).cause).not.toContain("region");
});

describe("what real services and emulators answer", () => {
  const answers: readonly (readonly [Category, number, string, string, Deed?])[] = [
    [
      "target_unsupported",
      501,
      "InternalFailure",
      "The API action 'X' for service 'y' is either not available in your current license plan or has not yet been emulated by LocalStack.",
    ],
    ["target_unsupported", 501, "501", "Not Implemented"],
    ["target_failed", 500, "500", "500 Internal Server Error"],
    ["target_failed", 502, "502", "Bad Gateway"],
    [
      "target_failed",
      500,
      "InternalError",
      "exception while calling iam.CreateRole: Traceback (most recent call",
    ],
    ["target_failed", 500, "ServiceException", "KeyError: not found at a.b.C.d(Handler.java:31)"],
    ["target_failed", 500, "InternalError", "'NoneType' object is not subscriptable"],
    ["target_failed", 503, "ServiceUnavailable", "cryptography library unavailable"],
    ["target_unsupported", 500, "InternalFailure", "Operation 'X' not implemented"],
    ["target_unsupported", 404, "404", "404 Not Found"],
    ["target_unsupported", 405, "405", "405 Method Not Allowed"],
    ["target_unsupported", 400, "InvalidAction", "Unknown IAM action: UploadServerCertificate"],
    ["target_unsupported", 400, "UnknownOperationException", "Unknown operation: X"],
    ["target_unsupported", 400, "400", '{"error": "Unsupported service: redshift"}'],
    ["target_unsupported", 400, "ValidationError", "Operation 'X' not implemented"],
    ["target_unsupported", 400, "InvalidInput", "Unknown action: X"],
    [
      "target_unsupported",
      501,
      "NotImplemented",
      "A header you provided implies functionality that is not implemented",
    ],
    [
      "missing_prerequisite",
      400,
      "AWSOrganizationsNotInUseException",
      "Your account is not a member of an organization.",
      "create",
    ],
    ["missing_prerequisite", 400, "InvalidVpcID.NotFound", "The vpc ID 'vpc-1' does not exist"],
    ["missing_prerequisite", 404, "NoSuchEntity", "The role with name r cannot be found."],
    ["missing_prerequisite", 404, "NoSuchBucket", "The specified bucket does not exist"],
    [
      "missing_prerequisite",
      400,
      "AWS.SimpleQueueService.NonExistentQueue",
      "The specified queue does not exist.",
    ],
    ["missing_prerequisite", 400, "QueueDoesNotExist", ""],
    ["missing_prerequisite", 404, "DBInstanceNotFound", "DBInstance d not found."],
    ["missing_prerequisite", 400, "ValidationError", "Stack with id s does not exist"],
    [
      "missing_prerequisite",
      400,
      "InvalidParameterValueException",
      "The role defined for the function cannot be assumed by Lambda.",
    ],
    ["missing_prerequisite", 400, "DependencyViolation", "The vpc has dependencies", "delete"],
    [
      "missing_prerequisite",
      409,
      "DeleteConflict",
      "Cannot delete entity, must detach all policies first.",
      "delete",
    ],
    ["missing_prerequisite", 409, "BucketNotEmpty", "", "delete"],
    ["missing_prerequisite", 400, "IncorrectInstanceState", "", "act"],
    ["missing_prerequisite", 409, "ConflictException", "", "delete"],
    ["already_exists", 409, "EntityAlreadyExists", "Role with name r already exists."],
    ["already_exists", 409, "BucketAlreadyOwnedByYou", ""],
    ["already_exists", 400, "InvalidKeyPair.Duplicate", ""],
    ["already_exists", 400, "InvalidPermission.Duplicate", ""],
    ["already_exists", 400, "RouteAlreadyExists", ""],
    ["already_exists", 400, "QueueNameExists", ""],
    ["already_exists", 409, "ConflictException", "", "create"],
    ["already_exists", 400, "ResourceInUseException", "Table already exists: t", "create"],
    ["already_exists", 400, "ResourceInUseException", "", "create"],
    ["missing_prerequisite", 400, "ResourceInUseException", "", "delete"],
    ["invalid_parameters", 400, "ValidationException", "1 validation error detected"],
    ["invalid_parameters", 400, "InvalidParameterValue", "Value (x) for parameter y is invalid."],
    ["invalid_parameters", 400, "MalformedPolicyDocument", "Syntax errors in policy."],
    ["invalid_parameters", 400, "MissingParameter", ""],
    ["invalid_parameters", 400, "UnknownParameter", ""],
    ["throttled", 400, "ThrottlingException", "Rate exceeded"],
    ["throttled", 503, "SlowDown", ""],
    ["throttled", 503, "RequestLimitExceeded", ""],
    ["throttled", 429, "Whatever", ""],
    ["network", 0, "ConnectionRefused", "nothing listens at the endpoint"],
    ["network", 0, "Timeout", ""],
    ["other", 403, "AccessDenied", ""],
    ["other", 400, "LimitExceededException", ""],
    ["target_failed", 500, "InternalFailure", "An exception occurred"],
    ["other", 400, "InternalFailure", "An exception occurred"],
    ["other", 400, "", ""],
  ];

  for (const [category, status, code, message, deed] of answers) {
    test(`${category}: ${status} ${code}: ${message} ${deed ?? ""}`, () =>
      expect(classify(code, message, status, deed)).toBe(category));
  }
});

describe("the error shapes of all services", () => {
  test("few end without a word on what went wrong", async () => {
    const codes = await countCodes();
    const total = [...codes.values()].reduce((sum, count) => sum + count, 0);
    const unknown = [...codes].filter(
      ([code]) =>
        findCause({ status: 400, code, message: "", deed: "update" }).cause ===
        "the target gives a reason of its own",
    );
    const share = unknown.reduce((sum, [, count]) => sum + count, 0) / total;
    expect(codes.size).toBeGreaterThan(2_000);
    expect(share).toBeLessThan(0.035);
  });

  test.each<[Category, RegExp]>([
    ["missing_prerequisite", /(NotFound|DoesNotExist|NoSuch\w+)(Exception|Fault|Error)?$/],
    ["already_exists", /Already(Exists?)(Exception|Fault)?$/],
    [
      "invalid_parameters",
      /Validation|InvalidParameter(?!Group)|InvalidArgument|InvalidInput|BadRequest|Malformed/,
    ],
    ["throttled", /Throttl|TooManyRequests/],
  ])("all of the family %s are there", async (category, family) => {
    const wrong = [...(await countCodes()).keys()].filter(
      (code) => family.test(code) && classify(code) !== category,
    );
    expect(wrong).toEqual([]);
  });
});
