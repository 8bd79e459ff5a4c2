/** The engines, by botocore's names of their services. */
import { dynamodb } from "./dynamodb.ts";
import { ec2Places } from "./ec2-places.ts";
import type { DataEngine, ServiceEngine } from "./engine.ts";
import { iam } from "./iam.ts";
import { identitystore } from "./identitystore.ts";
import { lambda } from "./lambda.ts";
import { lambdaVersions } from "./lambda-versions.ts";
import { ram } from "./ram.ts";
import { s3 } from "./s3.ts";
import { adoptedEnds } from "./secretsmanager/adopted-ends.ts";
import { adoptedVersions } from "./secretsmanager/adopted-versions.ts";
import { securityGroupRules } from "./security-group-rules.ts";
import { adoptedParameters } from "./ssm/adopted-parameters.ts";
import { inventory } from "./ssm/inventory.ts";
import { listStatementOperations } from "./statements.ts";
import { sts } from "./sts.ts";
import { tagging } from "./tagging.ts";

export const ENGINES: Readonly<Partial<Record<string, ServiceEngine>>> = {
  dynamodb,
  ec2: { ...ec2Places, ...securityGroupRules },
  events: listStatementOperations("events"),
  iam,
  identitystore,
  lambda: { ...listStatementOperations("lambda"), ...lambda, ...lambdaVersions },
  ram,
  resourcegroupstaggingapi: tagging,
  s3,
  secretsmanager: { ...adoptedEnds, ...adoptedVersions },
  sns: listStatementOperations("sns"),
  sqs: listStatementOperations("sqs"),
  ssm: { ...inventory, ...adoptedParameters },
  sts,
};

/** The engines of what things hold, by botocore's names of their services. Each is loaded when its service is first asked for. */
const DATA_ENGINES: Readonly<Partial<Record<string, () => Promise<DataEngine>>>> = {
  kms: async () => (await import("./kms/kms.ts")).kms,
  secretsmanager: async () => (await import("./secretsmanager/secretsmanager.ts")).secretsmanager,
  ssm: async () => (await import("./ssm/ssm.ts")).ssm,
};

/** The operations of a service that are about what things hold. */
export async function loadDataEngine(service: string): Promise<DataEngine> {
  return (await DATA_ENGINES[service]?.()) ?? {};
}

/** The names of the operations that engines answer. */
export async function listEngineOperations(service: string): Promise<ReadonlySet<string>> {
  return new Set([...Object.keys(ENGINES[service] ?? {}), ...Object.keys(await loadDataEngine(service))]);
}
