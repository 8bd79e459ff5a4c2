/** S3: what is more than to keep an object as it was put. */
import type { ServiceEngine } from "./engine.ts";
import { listByMarker, listByToken } from "./s3-lists.ts";
import {
  copyObject,
  createBucket,
  deleteBucket,
  deleteObject,
  deleteObjects,
  putObject,
  readObject,
} from "./s3-objects.ts";
import { completeUpload, tellParts, uploadPart, uploadPartCopy } from "./s3-parts.ts";

export const s3: ServiceEngine = {
  CompleteMultipartUpload: completeUpload,
  CopyObject: copyObject,
  CreateBucket: createBucket,
  DeleteBucket: deleteBucket,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  GetObject: readObject,
  HeadObject: readObject,
  ListObjects: listByMarker,
  ListObjectsV2: listByToken,
  ListParts: tellParts,
  PutObject: putObject,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
