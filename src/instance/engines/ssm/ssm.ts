/**
 * Parameter Store: parameters, their versions and labels, and what these hold. What production did is taken by the generic behaviour
 * and the engine of adopted parameters. https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
 */
import { answerClients, type ClientOperation } from "../refusal.ts";
import { commandSettings, commands } from "./commands.ts";
import { documents } from "./documents.ts";
import { describeParameters, getByPath, getHistory, getParameter, getParameters } from "./get.ts";
import { labelVersion, unlabelVersion } from "./labels.ts";
import {
  demandUnused,
  deregisterGroup,
  describeBaselines,
  describeGroups,
  getBaseline,
  getDefault,
  getGroupBaseline,
  registerDefault,
  registerGroup,
} from "./patch-groups.ts";
import { deleteParameter, deleteParameters, putParameter } from "./put.ts";
import { addTags, listTags, removeTags } from "./tags.ts";
import { describeTasks, getTask } from "./windows.ts";

const OPERATIONS: Readonly<Record<string, ClientOperation>> = {
  ...commands,
  ...documents,
  AddTagsToResource: addTags,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  DeletePatchBaseline: demandUnused,
  DeregisterPatchBaselineForPatchGroup: deregisterGroup,
  DescribeMaintenanceWindowTasks: describeTasks,
  DescribeParameters: describeParameters,
  DescribePatchBaselines: describeBaselines,
  DescribePatchGroups: describeGroups,
  GetDefaultPatchBaseline: getDefault,
  GetMaintenanceWindowTask: getTask,
  GetParameter: getParameter,
  GetParameterHistory: getHistory,
  GetParameters: getParameters,
  GetParametersByPath: getByPath,
  GetPatchBaseline: getBaseline,
  GetPatchBaselineForPatchGroup: getGroupBaseline,
  LabelParameterVersion: labelVersion,
  ListTagsForResource: listTags,
  PutParameter: putParameter,
  RegisterDefaultPatchBaseline: registerDefault,
  RegisterPatchBaselineForPatchGroup: registerGroup,
  RemoveTagsFromResource: removeTags,
  UnlabelParameterVersion: unlabelVersion,
};

export const ssm = answerClients(OPERATIONS, commandSettings);
