/** S3 Control: access points, an account's own block, Storage Lens. All else of it is the generic behaviour's. */
import type { ServiceEngine } from "../engine.ts";
import * as points from "./access-points.ts";
import * as block from "./account-block.ts";
import { describeRequest } from "./async-requests.ts";
import * as tags from "./bucket-tags.ts";
import * as regions from "./multi-region.ts";
import * as lens from "./storage-lens.ts";

export const s3control: ServiceEngine = {
  CreateAccessPoint: points.createPoint,
  CreateMultiRegionAccessPoint: regions.createPoint,
  DeleteAccessPoint: points.deletePoint,
  DeleteAccessPointPolicy: points.deletePolicy,
  DeleteMultiRegionAccessPoint: regions.deletePoint,
  DeletePublicAccessBlock: block.deleteBlock,
  DeleteStorageLensConfiguration: lens.deleteLens,
  DeleteStorageLensConfigurationTagging: lens.withTags,
  DescribeMultiRegionAccessPointOperation: describeRequest,
  GetAccessPoint: points.getPoint,
  GetAccessPointPolicy: points.getPolicy,
  GetAccessPointPolicyStatus: points.getPolicyStatus,
  GetMultiRegionAccessPoint: regions.getPoint,
  GetMultiRegionAccessPointPolicy: regions.getPolicy,
  GetMultiRegionAccessPointPolicyStatus: regions.getPolicyStatus,
  GetPublicAccessBlock: block.getBlock,
  GetStorageLensConfiguration: lens.getLens,
  GetStorageLensConfigurationTagging: lens.withTags,
  ListAccessPoints: points.listPoints,
  ListMultiRegionAccessPoints: regions.listPoints,
  ListTagsForResource: tags.listTags,
  ListStorageLensConfigurations: lens.listLenses,
  PutAccessPointPolicy: points.putPolicy,
  PutMultiRegionAccessPointPolicy: regions.putPolicy,
  PutPublicAccessBlock: block.putBlock,
  PutStorageLensConfigurationTagging: lens.withTags,
  TagResource: tags.tagBucket,
  UntagResource: tags.untagBucket,
};
