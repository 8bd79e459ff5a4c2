/** Looks at the parts with which a call ends an upload: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompletedPart.html */
import type { Structure } from "../../../aws/values.ts";
import { readText } from "../engine.ts";
import { invalidArgument, invalidRequest, malformedXml, refuse, type S3Refusal } from "./errors.ts";
import type { StoredUpload, UploadedPart } from "./stored.ts";

const CHECKSUM = "Checksum";

function refusePart(upload: string, number: number, tag: string): S3Refusal {
  return refuse(
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { UploadId: upload, PartNumber: String(number), ETag: tag },
  );
}

/** Why a part is not named as parts are; undefined where it is. */
function refuseForm(one: Structure): S3Refusal | undefined {
  const { PartNumber: number, ETag: tag } = one;
  if (typeof number !== "number" || typeof tag !== "string") return malformedXml();
  if (number < 1) return invalidArgument("PartNumber must be >= 1", "PartNumber", String(number));
  const sums = Object.keys(one).filter((name) => name.startsWith(CHECKSUM));
  if (sums.length <= 1) return undefined;
  return invalidArgument(
    "Invalid Base64 or multiple checksums present in request",
    CHECKSUM,
    sums.map((name) => `${name.slice(CHECKSUM.length)}:${String(one[name])};`).join(""),
  );
}

/** Why a part's checksum is not of the kind that its upload has; undefined where it is, or it has none. */
function refuseOtherSum(one: Structure, algorithm: string): S3Refusal | undefined {
  const name = Object.keys(one).find((member) => member.startsWith(CHECKSUM));
  const said = name?.slice(CHECKSUM.length);
  if (said === undefined || said === algorithm) return undefined;
  return refuse(
    "BadDigest",
    `The ${said.toLowerCase()} you specified for part ${String(one["PartNumber"])} did not match what we received.`,
  );
}

/** Why the parts that a call names are not those that were put; undefined where they are. */
export function refuseNamed(
  { id, algorithm, checksumType }: StoredUpload,
  named: readonly Structure[],
  parts: ReadonlyMap<number, UploadedPart>,
): S3Refusal | undefined {
  let before = 0;
  for (const one of named) {
    const refused = refuseForm(one);
    if (refused) return refused;
    const number = Number(one["PartNumber"]);
    if (number <= before)
      return refuse(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
        400,
        { UploadId: id },
      );
    before = number;
  }
  for (const one of named) {
    const number = Number(one["PartNumber"]);
    const tag = readText(one, "ETag").replaceAll('"', "");
    const part = parts.get(number);
    if (!part || part.tag !== tag) return refusePart(id, number, tag);
    const told = algorithm === undefined ? undefined : one[`Checksum${algorithm}`];
    if (algorithm === undefined) continue;
    if (told === undefined && checksumType === "COMPOSITE")
      return invalidRequest(
        `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    const other = refuseOtherSum(one, algorithm);
    if (other) return other;
    if (told !== undefined && told !== part.checksum?.value) return refusePart(id, number, tag);
  }
  return undefined;
}
