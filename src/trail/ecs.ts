/**
 * Reads what Elastic's integration makes of a CloudTrail record, in the fields of the Elastic Common Schema; it keeps the record
 * itself, as `event.original`, only where it is told to. https://www.elastic.co/docs/reference/integrations/aws/cloudtrail
 */
import { isObject } from "../base/values.ts";

type Members = Record<string, unknown>;

/** The value of a field, whose name is a path of members, or one member with points in it. */
function get(event: Members, field: string): unknown {
  if (field in event) return event[field];
  let inner: unknown = event;
  for (const name of field.split(".")) inner = isObject(inner) ? inner[name] : undefined;
  return inner;
}

/** Whether an object is one of these events. */
export function isEcsEvent(event: Members): boolean {
  const provider = get(event, "event.provider");
  return (
    typeof get(event, "event.action") === "string" &&
    typeof provider === "string" &&
    /\.amazonaws\./.test(provider) &&
    get(event, "aws.cloudtrail.event_version") !== undefined
  );
}

/** Parameters are kept as they were where the integration flattens them, and as the text of a map of Java's. */
function getStructure(event: Members, name: string): unknown {
  return get(event, `aws.cloudtrail.flattened.${name}`) ?? get(event, `aws.cloudtrail.${name}`);
}

/** The record that an event was made from. */
export function readEcs(event: Members): Members {
  const record: Members = {
    eventVersion: get(event, "aws.cloudtrail.event_version"),
    eventID: get(event, "event.id"),
    eventType: get(event, "aws.cloudtrail.event_type"),
    eventName: get(event, "event.action"),
    eventSource: get(event, "event.provider"),
    apiVersion: get(event, "aws.cloudtrail.api_version"),
    eventTime: get(event, "@timestamp"),
    awsRegion: get(event, "cloud.region"),
    errorCode: get(event, "aws.cloudtrail.error_code"),
    errorMessage: get(event, "aws.cloudtrail.error_message"),
    requestParameters: getStructure(event, "request_parameters"),
    responseElements: getStructure(event, "response_elements"),
    additionalEventData: getStructure(event, "additional_eventdata"),
    readOnly: get(event, "aws.cloudtrail.read_only"),
    sharedEventID: get(event, "aws.cloudtrail.shared_event_id"),
    resources: get(event, "aws.cloudtrail.resources"),
    recipientAccountId: get(event, "aws.cloudtrail.recipient_account_id") ?? get(event, "cloud.account.id"),
    userIdentity: {
      type: get(event, "aws.cloudtrail.user_identity.type"),
      arn: get(event, "aws.cloudtrail.user_identity.arn"),
      accountId: get(event, "cloud.account.id"),
      invokedBy: get(event, "aws.cloudtrail.user_identity.invoked_by"),
    },
  };
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );
}
