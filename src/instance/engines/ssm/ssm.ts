/**
 * Parameter Store: parameters, their versions and labels, and what these hold. What production did is taken by the generic behaviour
 * and the engine of adopted parameters. https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html
 */
import { answerClients } from "../refusal.ts";
import { describeParameters, getByPath, getHistory, getParameter, getParameters } from "./get.ts";
import { labelVersion, unlabelVersion } from "./labels.ts";
import { deleteParameter, deleteParameters, putParameter } from "./put.ts";
import { addTags, listTags, removeTags } from "./tags.ts";

export const ssm = answerClients({
  AddTagsToResource: addTags,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  DescribeParameters: describeParameters,
  GetParameter: getParameter,
  GetParameterHistory: getHistory,
  GetParameters: getParameters,
  GetParametersByPath: getByPath,
  LabelParameterVersion: labelVersion,
  ListTagsForResource: listTags,
  PutParameter: putParameter,
  RemoveTagsFromResource: removeTags,
  UnlabelParameterVersion: unlabelVersion,
});
