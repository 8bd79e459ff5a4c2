/** SNS's topics, subscriptions and applications, within the generic behaviour. */
import type { ServiceEngine } from "../engine.ts";
import { answering } from "../refusal.ts";
import {
  createApplication,
  deleteApplication,
  getApplication,
  listApplications,
  setApplication,
} from "./applications.ts";
import { createEndpoint, deleteEndpoint, getEndpoint, listEndpoints, setEndpoint } from "./endpoints.ts";
import { addPermission, removePermission } from "./permissions.ts";
import { getSmsAttributes, setSmsAttributes } from "./phones.ts";
import {
  confirmSubscription,
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  subscribe,
  unsubscribe,
} from "./subscriptions.ts";
import {
  createTopic,
  deleteTopic,
  getTopicAttributes,
  listTopics,
  listTopicTags,
  setTopicAttributes,
  tagTopic,
  untagTopic,
} from "./topics.ts";

export const topics: ServiceEngine = {
  AddPermission: answering(addPermission),
  ConfirmSubscription: answering(confirmSubscription),
  CreatePlatformApplication: answering(createApplication),
  CreatePlatformEndpoint: answering(createEndpoint),
  CreateTopic: answering(createTopic),
  DeleteEndpoint: answering(deleteEndpoint),
  DeletePlatformApplication: answering(deleteApplication),
  DeleteTopic: answering(deleteTopic),
  GetEndpointAttributes: answering(getEndpoint),
  GetPlatformApplicationAttributes: answering(getApplication),
  GetSMSAttributes: answering(getSmsAttributes),
  GetSubscriptionAttributes: answering(getSubscriptionAttributes),
  GetTopicAttributes: answering(getTopicAttributes),
  ListEndpointsByPlatformApplication: answering(listEndpoints),
  ListPlatformApplications: answering(listApplications),
  ListSubscriptions: answering(listSubscriptions),
  ListSubscriptionsByTopic: answering(listSubscriptionsByTopic),
  ListTagsForResource: answering(listTopicTags),
  ListTopics: answering(listTopics),
  RemovePermission: answering(removePermission),
  SetEndpointAttributes: answering(setEndpoint),
  SetPlatformApplicationAttributes: answering(setApplication),
  SetSMSAttributes: answering(setSmsAttributes),
  SetSubscriptionAttributes: answering(setSubscriptionAttributes),
  SetTopicAttributes: answering(setTopicAttributes),
  Subscribe: answering(subscribe),
  TagResource: answering(tagTopic),
  Unsubscribe: answering(unsubscribe),
  UntagResource: answering(untagTopic),
};
