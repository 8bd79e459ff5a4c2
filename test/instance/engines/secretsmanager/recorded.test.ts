// Secrets Manager as AWS itself answered: the scenarios behind the recordings.
import { loadOperation } from "../../../../src/aws/model/table.ts";
import { makeStructure } from "../../../../src/aws/values.ts";
import { ACCOUNT, type Given, REGION, type Shown, type TestClient } from "../support/client.ts";
import { type Scenario, type Stage, testRecorded } from "../support/recorded.ts";

type Input = Readonly<Record<string, Given>>;

function ask(client: TestClient) {
  return (name: string, input: Input = {}): Promise<Shown> => client.call("secretsmanager", name, input);
}

/** An answer as some recordings have it: without what is said of the request. */
function strip({ ResponseMetadata: _request, ...told }: Shown): object {
  return told;
}

const SecretId = "my-secret";
const AT_ONCE = { SecretId, ForceDeleteWithoutRecovery: true };

async function make(client: TestClient, more: Input = {}): Promise<Shown> {
  client.now += 1000;
  return ask(client)("CreateSecret", { Name: SecretId, SecretString: "secret", ...more });
}

function listSeveral(description: string, show: (shown: Shown) => object): Scenario {
  return async ({ client, answer }) => {
    const names = ["a", "b", "c"].map((letter) => `secret-${letter}`);
    for (const Name of names) await make(client, { Name, Description: description });
    answer("list_secrets_res", show(await ask(client)("ListSecrets")));
    for (const [at, name] of names.entries())
      answer(
        `delete_secret_res${at}`,
        show(await ask(client)("DeleteSecret", { ...AT_ONCE, SecretId: name })),
      );
  };
}

/** A function as a replay would bring it: nothing here runs it. */
async function adoptFunction({ client }: Stage): Promise<string> {
  const FunctionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:rotate`;
  const operation = await loadOperation("lambda", "CreateFunction");
  const call = { operation: operation.name, input: makeStructure(), output: makeStructure() };
  client.instance.store.put({
    ...{
      service: "lambda",
      type: "function",
      place: { account: ACCOUNT, region: REGION },
      chain: ["rotate"],
    },
    ...{
      within: undefined,
      names: { arn: FunctionArn },
      members: makeStructure(),
      tags: new Map(),
      createdAt: 0,
      call,
    },
  });
  return FunctionArn;
}

testRecorded("secretsmanager", 97, {
  "call lists secrets multiple times": async ({ client, answer }) => {
    answer("create_secret_rs_1", strip(await make(client, { Description: "testing creation of secrets" })));
    for (const at of [0, 1, 2]) answer(`list_secrets_res_${at}`, strip(await ask(client)("ListSecrets")));
    answer("delete_secret_res_1", strip(await ask(client)("DeleteSecret", AT_ONCE)));
  },
  "create multi secrets": listSeveral("Testing secrets creation.", strip),
  "create multi secrets snapshot": listSeveral("Testing secrets creation.", (shown) => shown),
  "put secret value with version stages": async ({ client, answer }) => {
    const call = ask(client);
    answer("create_secret_rs_0", await make(client, { SecretString: "secret_string_v0" }));
    answer("get_secret_value_res_0", await call("GetSecretValue", { SecretId }));
    const stages = [
      ["SAMPLESTAGE1", "SAMPLESTAGE0"],
      ["SAMPLESTAGE1", "SAMPLESTAGE0"],
      ["AWSPENDING"],
      undefined,
    ];
    for (const [at, VersionStages] of stages.entries()) {
      const more = VersionStages ? { VersionStages } : {};
      const put = await call("PutSecretValue", {
        SecretId,
        SecretString: `secret_string_v${at + 1}`,
        ...more,
      });
      answer(`put_secret_value_res_${at + 1}`, put);
      answer(`get_secret_value_res_${at + 1}`, await call("GetSecretValue", { SecretId }));
    }
    answer("delete_secret_res_1", await call("DeleteSecret", AT_ONCE));
  },
  "update secret version stages return type": async ({ client, answer }) => {
    const call = ask(client);
    answer("create_secret_rs_0", await make(client));
    const put = await call("PutSecretValue", {
      SecretId,
      SecretString: "two",
      VersionStages: ["AWSPENDING"],
    });
    answer("put_secret_value_res_0", put);
    const move = { SecretId, VersionStage: "AWSPENDING", RemoveFromVersionId: put["VersionId"] as string };
    answer("update_secret_version_stage_res_0", await call("UpdateSecretVersionStage", move));
    answer("delete_secret_res_0", await call("DeleteSecret", AT_ONCE));
  },
  "non versioning version stages replacement": async ({ client, answer }) => {
    const call = ask(client);
    answer("create_secret_rs_0", await make(client));
    const put = (SecretString: string, VersionStages: readonly string[]) =>
      call("PutSecretValue", { SecretId, SecretString, VersionStages });
    answer("put_secret_value_res_0", await put("two", ["one", "two", "three"]));
    answer("list_secret_version_ids_res_0", await call("ListSecretVersionIds", { SecretId }));
    answer("put_secret_value_res_1", await put("three", ["one", "two", "three", "four"]));
    answer("list_secret_version_ids_res_1", await call("ListSecretVersionIds", { SecretId }));
    answer("delete_secret_res_0", await call("DeleteSecret", AT_ONCE));
  },
  "update secret version stages current pending cycle custom stages 3": async ({ client, answer }) => {
    const call = ask(client);
    const made = await make(client, { SecretString: "SS" });
    answer("create_secret_rs", made);
    const put = await call("PutSecretValue", { SecretId, SecretString: "S1", VersionStages: ["PENDING"] });
    answer("put_secret_value_res_0", put);
    answer("list_secret_version_ids_rs", await call("ListSecretVersionIds", { SecretId }));
    const [first, second] = [made["VersionId"] as string, put["VersionId"] as string];
    const read = async (end: string) => {
      answer(`get_secret_value_v1_rs${end}`, await call("GetSecretValue", { SecretId, VersionId: first }));
      answer(`get_secret_value_v2_rs${end}`, await call("GetSecretValue", { SecretId, VersionId: second }));
    };
    await read("");
    const move = {
      SecretId,
      VersionStage: "AWSCURRENT",
      RemoveFromVersionId: first,
      MoveToVersionId: second,
    };
    answer("update_secret_version_stage_res_1", await call("UpdateSecretVersionStage", move));
    await read("_1");
    const drop = { SecretId, VersionStage: "PENDING", RemoveFromVersionId: second };
    answer("update_secret_version_stage_res_2", await call("UpdateSecretVersionStage", drop));
    await read("_2");
    answer("delete_secret_res_0", await call("DeleteSecret", AT_ONCE));
  },
  "rotate secret invalid lambda arn": async ({ client, answer }) => {
    answer("create_secret", await make(client));
    const RotationLambdaARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:none`;
    const asked = { SecretId, RotationLambdaARN, RotationRules: { AutomaticallyAfterDays: 1 } };
    answer("rotate_secret_invalid_arn_exc", await ask(client)("RotateSecret", asked));
    answer("describe_secret", await ask(client)("DescribeSecret", { SecretId }));
  },
  "first rotate secret with missing lambda arn": async ({ client, answer }) => {
    answer("create_secret", await make(client));
    const rotated = await ask(client)("RotateSecret", {
      SecretId,
      RotationRules: { AutomaticallyAfterDays: 1 },
    });
    answer("rotate_secret_no_arn_exc", rotated);
    answer("describe_secret", await ask(client)("DescribeSecret", { SecretId }));
  },
  "resource policy": async ({ client, answer }) => {
    await make(client);
    const Statement = [
      { Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" },
    ];
    const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement });
    answer("put_resource_policy", await ask(client)("PutResourcePolicy", { SecretId, ResourcePolicy }));
    answer("get_resource_policy", await ask(client)("GetResourcePolicy", { SecretId }));
  },
  "get secret value": async ({ client, answer }) => {
    await ask(client)("CreateSecret", { Name: SecretId, SecretBinary: Buffer.from("footest") });
    const shown = await ask(client)("GetSecretValue", { SecretId });
    answer("secret_value_response", shown);
    answer("secret_value_http_response", strip(shown));
  },
  "rotate secret multiple times with lambda success": async (stage) => {
    const { client, answer } = stage;
    const call = ask(client);
    await make(client, { Description: "testing rotation of secrets" });
    const RotationLambdaARN = await adoptFunction(stage);
    const asked = { SecretId, RotationLambdaARN, RotationRules: { AutomaticallyAfterDays: 1 } };
    for (const at of [1, 2]) {
      // What a function reads before it makes the next version.
      await call("GetSecretValue", { SecretId });
      answer(`rotate_secret_immediately_${at}`, await call("RotateSecret", asked));
      answer(`describe_secret_rotated_${at}`, await call("DescribeSecret", { SecretId }));
      answer(`list_secret_versions_rotated_1_${at}`, await call("ListSecretVersionIds", { SecretId }));
    }
  },
});
