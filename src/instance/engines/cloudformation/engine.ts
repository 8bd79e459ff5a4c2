/**
 * CloudFormation: stacks whose resources are made by the operations of their services, as any client makes them.
 *
 *     template/   a template's text to what it says        resources/   a resource's properties to calls
 *     stacks/     a stack's resources in order, with what happened to it
 *
 * What a log tells of stacks is left to the generic behaviour: their resources are in the log themselves, and their templates are not.
 */
import type { Context } from "../../behaviour/context.ts";
import type { DataEngine } from "../engine.ts";
import { answerClients, type ClientOperation } from "../refusal.ts";
import { createChangeSet, deleteChangeSet, executeChangeSet } from "./stacks/change-sets.ts";
import { updateStack } from "./stacks/change-stack.ts";
import { createStack, deleteStack } from "./stacks/deploy.ts";
import {
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  getTemplate,
  getTemplateSummary,
  isUnknown,
  listStackResources,
  tellExports,
  tellImports,
  validateTemplate,
} from "./stacks/tell.ts";

/** A read that the tables answer of stacks that a log brought. */
function ofOwn(operation: ClientOperation): ClientOperation {
  return (context: Context) => (isUnknown(context) ? undefined : operation(context));
}

export const cloudformation: DataEngine = answerClients({
  CreateStack: createStack,
  UpdateStack: updateStack,
  DeleteStack: deleteStack,
  CreateChangeSet: createChangeSet,
  ExecuteChangeSet: executeChangeSet,
  DeleteChangeSet: deleteChangeSet,
  DescribeStackEvents: ofOwn(describeStackEvents),
  DescribeStackResource: ofOwn(describeStackResource),
  DescribeStackResources: ofOwn(describeStackResources),
  ListStackResources: ofOwn(listStackResources),
  GetTemplate: ofOwn(getTemplate),
  GetTemplateSummary: ofOwn(getTemplateSummary),
  ValidateTemplate: validateTemplate,
  ListExports: tellExports,
  ListImports: tellImports,
});
