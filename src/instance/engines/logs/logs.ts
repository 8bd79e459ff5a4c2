/** CloudWatch Logs: operations about log groups, streams, filters and what else stands. */
import type { ServiceEngine } from "../engine.ts";
import {
  associateKmsKey,
  createLogGroup,
  createLogStream,
  deleteLogGroup,
  deleteLogStream,
  deleteRetentionPolicy,
  disassociateKmsKey,
  putRetentionPolicy,
} from "./change-groups.ts";
import {
  createDelivery,
  putDeliveryDestination,
  putDeliverySource,
  readDelivery,
  readDeliveryPolicy,
} from "./deliveries.ts";
import { refuseAbsentGroup } from "./groups.ts";
import { putMetricFilter } from "./metric-filters.ts";
import { deleteQueryDefinition, putQueryDefinition } from "./query-definitions.ts";
import { deleteResourcePolicy, putResourcePolicy } from "./resource-policies.ts";
import { putSubscriptionFilter } from "./subscription-filters.ts";
import { tagLogGroup, tagResource, untagLogGroup, untagResource } from "./tags.ts";

export const logs: ServiceEngine = {
  AssociateKmsKey: associateKmsKey,
  CreateDelivery: createDelivery,
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: deleteLogGroup,
  DeleteLogStream: deleteLogStream,
  DeleteMetricFilter: refuseAbsentGroup,
  DeleteQueryDefinition: deleteQueryDefinition,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DeleteSubscriptionFilter: refuseAbsentGroup,
  DescribeDeliveries: readDelivery,
  DescribeDeliveryDestinations: readDelivery,
  DescribeDeliverySources: readDelivery,
  DisassociateKmsKey: disassociateKmsKey,
  GetDelivery: readDelivery,
  GetDeliveryDestination: readDelivery,
  GetDeliveryDestinationPolicy: readDeliveryPolicy,
  GetDeliverySource: readDelivery,
  PutDeliveryDestination: putDeliveryDestination,
  PutDeliverySource: putDeliverySource,
  PutMetricFilter: putMetricFilter,
  PutQueryDefinition: putQueryDefinition,
  PutResourcePolicy: putResourcePolicy,
  PutRetentionPolicy: putRetentionPolicy,
  PutSubscriptionFilter: putSubscriptionFilter,
  TagLogGroup: tagLogGroup,
  TagResource: tagResource,
  UntagLogGroup: untagLogGroup,
  UntagResource: untagResource,
};
