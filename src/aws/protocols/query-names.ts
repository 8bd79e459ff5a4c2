/** Names that the query protocol needs and that a model of another protocol no longer has. */

import { relinkModel } from "../model/link.ts";
import type { Operation, PackedShape, ServiceModel } from "../model/types.ts";

/** What a list's items are called, or a map with its keys and values. */
type Names =
  | { readonly item: string }
  | { readonly map: string; readonly key: string; readonly value: string };

/**
 * By service and shape. SQS spoke query until its model went over to json 1.0 and lost these; emulators still take
 * them: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html.
 */
const QUERY_NAMES: Readonly<Record<string, Readonly<Record<string, Names>>>> = {
  sqs: {
    AWSAccountIdList: { item: "AWSAccountId" },
    ActionNameList: { item: "ActionName" },
    AttributeNameList: { item: "AttributeName" },
    BinaryList: { item: "BinaryListValue" },
    ChangeMessageVisibilityBatchRequestEntryList: { item: "ChangeMessageVisibilityBatchRequestEntry" },
    DeleteMessageBatchRequestEntryList: { item: "DeleteMessageBatchRequestEntry" },
    MessageAttributeNameList: { item: "MessageAttributeName" },
    MessageBodyAttributeMap: { map: "MessageAttribute", key: "Name", value: "Value" },
    MessageBodySystemAttributeMap: { map: "MessageSystemAttribute", key: "Name", value: "Value" },
    MessageSystemAttributeList: { item: "MessageSystemAttributeName" },
    QueueAttributeMap: { map: "Attribute", key: "Name", value: "Value" },
    SendMessageBatchRequestEntryList: { item: "SendMessageBatchRequestEntry" },
    StringList: { item: "StringListValue" },
    TagKeyList: { item: "TagKey" },
    TagMap: { map: "Tag", key: "Key", value: "Value" },
  },
};

function renameShape(shape: PackedShape, names: Names): PackedShape {
  if ("item" in names) {
    return shape.member ? { ...shape, member: { ...shape.member, locationName: names.item } } : shape;
  }
  if (shape.key === undefined || shape.value === undefined) return shape;
  return {
    ...shape,
    locationName: names.map,
    key: { ...shape.key, locationName: names.key },
    value: { ...shape.value, locationName: names.value },
  };
}

const restored = new WeakMap<ServiceModel, ServiceModel>();

function restoreModel(model: ServiceModel, names: Readonly<Record<string, Names>>): ServiceModel {
  return relinkModel(model, (name, shape) => {
    const row = names[name];
    return row ? renameShape(shape, row) : shape;
  });
}

/** The operation with the names that query needs: the same operation where its API has them itself. */
export function restoreQueryNames(operation: Operation): Operation {
  const { model } = operation;
  const names = QUERY_NAMES[model.service];
  if (names === undefined || model.metadata.protocol === "query") return operation;
  const named = restored.getOrInsertComputed(model, () => restoreModel(model, names));
  return named.operations[operation.name] ?? operation;
}
