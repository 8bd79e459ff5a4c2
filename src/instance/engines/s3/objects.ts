/** S3's operations about what buckets hold: objects, their versions, and uploads in parts. */

import { refuseUnknown } from "../../behaviour/refusals/unknown.ts";
import type { DataEngine } from "../engine.ts";
import { getObjectAttributes } from "./attributes.ts";
import { completeUpload } from "./complete.ts";
import { copyObject } from "./copy.ts";
import { putNotifications } from "./events.ts";
import { getObject, headObject } from "./get.ts";
import { listByMarker, listByToken } from "./list.ts";
import { listVersions } from "./list-versions.ts";
import { abortUpload, createUpload, listParts, listUploads } from "./multipart.ts";
import * as settings from "./object-settings.ts";
import { uploadPart, uploadPartCopy } from "./parts.ts";
import { putObject } from "./put.ts";
import { deleteObject, deleteObjects } from "./remove.ts";
import { selectObject } from "./select/select-object.ts";

export const objects: DataEngine = {
  AbortMultipartUpload: abortUpload,
  CompleteMultipartUpload: completeUpload,
  CopyObject: copyObject,
  CreateMultipartUpload: createUpload,
  DeleteObject: deleteObject,
  DeleteObjectTagging: settings.deleteTagging,
  DeleteObjects: deleteObjects,
  GetObject: getObject,
  GetObjectAcl: settings.getAcl,
  GetObjectAttributes: getObjectAttributes,
  GetObjectLegalHold: settings.getLegalHold,
  GetObjectRetention: settings.getRetention,
  GetObjectTagging: settings.getTagging,
  // What stands in no thing is found by nobody: that nothing is done here is said by the generic behaviour.
  GetObjectTorrent: refuseUnknown,
  HeadObject: headObject,
  ListMultipartUploads: listUploads,
  ListObjectVersions: listVersions,
  ListObjects: listByMarker,
  ListObjectsV2: listByToken,
  ListParts: listParts,
  PutBucketNotificationConfiguration: putNotifications,
  PutObject: putObject,
  PutObjectAcl: settings.putAcl,
  PutObjectLegalHold: settings.putLegalHold,
  PutObjectRetention: settings.putRetention,
  PutObjectTagging: settings.putTagging,
  RestoreObject: settings.restoreObject,
  SelectObjectContent: selectObject,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
};
