/** What is done by and by with access points of several regions, and is done at once here: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DescribeMultiRegionAccessPointOperation.html */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import { merge, readText } from "../engine.ts";
import { refusal } from "./accounts.ts";

const KIND = { service: "s3control", type: "async-request" } as const;
const TOKEN_LENGTH = 24;

/** Keeps what was asked, and answers with the token by which it can be asked for. `response`: what came of it. */
export function answerLater(context: Context, response?: Structure): Done {
  const { store, input, operation, caller, now, mint } = context;
  const { account, region } = caller;
  const token = mint(TOKEN_LENGTH);
  const arn = `arn:aws:s3:${region}:${account}:async-request/mrap/${operation.name.toLowerCase()}/${token}`;
  const output = merge({ RequestTokenARN: arn });
  const members = merge({
    ...{ CreationTime: new Date(now), Operation: operation.name, RequestTokenARN: arn },
    RequestParameters: { [`${operation.name}Request`]: input["Details"] ?? {} },
    RequestStatus: "SUCCEEDED",
    ...(response && { ResponseDetails: { MultiRegionAccessPointDetails: response } }),
  });
  store.put({
    ...KIND,
    ...{ place: { account, region: "" }, chain: [arn], within: undefined, names: { arn }, members },
    ...{ tags: new Map(), createdAt: now, call: { operation: operation.name, input, output } },
  });
  return { output };
}

/** DescribeMultiRegionAccessPointOperation. */
export function describeRequest({ store, input, caller }: Context): Done {
  const arn = readText(input, "RequestTokenARN");
  const found = store.find({ account: caller.account, region: "" }, KIND, [arn]);
  if (found) return { output: merge({ AsyncOperation: found.members }) };
  return refusal("NoSuchAsyncRequest", "The specified async request does not exist.", 404, {
    RequestTokenARN: arn,
  });
}
