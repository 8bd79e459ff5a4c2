/** SNS: what is published. https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { DataEngine } from "../engine.ts";
import { answering, tellRefusal } from "../refusal.ts";
import { isOptedOut, listOptedOut, optIn } from "./phones.ts";
import { publish, publishBatch } from "./publish.ts";

function answer(act: (context: Context) => Promise<Structure>): NonNullable<DataEngine[string]> {
  return async (context) => {
    try {
      return { output: await act(context) };
    } catch (error) {
      return tellRefusal(error);
    }
  };
}

export const publishing: DataEngine = {
  CheckIfPhoneNumberIsOptedOut: answering(isOptedOut),
  ListPhoneNumbersOptedOut: answering(listOptedOut),
  OptInPhoneNumber: answering(optIn),
  Publish: answer(publish),
  PublishBatch: answer(publishBatch),
};
