/** The engines, by botocore's names of their services. */
import { loadAround } from "./around.ts";
import { ec2Places } from "./ec2-places.ts";
import { ecrImages } from "./ecr-images.ts";
import type { DataEngine, ServiceEngine } from "./engine.ts";
import { iam } from "./iam.ts";
import { identitystore } from "./identitystore.ts";
import { lambda } from "./lambda.ts";
import { lambdaVersions } from "./lambda-versions.ts";
import { ram } from "./ram.ts";
import { securityGroupRules } from "./security-group-rules.ts";
import { servicediscovery } from "./servicediscovery.ts";
import { listStatementOperations } from "./statements.ts";
import { sts } from "./sts.ts";
import { tagging } from "./tagging.ts";

const ENGINES: Readonly<Partial<Record<string, ServiceEngine>>> = {
  ecr: ecrImages,
  ec2: { ...ec2Places, ...securityGroupRules },
  events: listStatementOperations("events"),
  iam,
  identitystore,
  lambda: { ...listStatementOperations("lambda"), ...lambda, ...lambdaVersions },
  ram,
  resourcegroupstaggingapi: tagging,
  servicediscovery,
  sts,
};

/** Those that are loaded when their service is first asked for. */
const LATER_ENGINES: Readonly<Partial<Record<string, () => Promise<ServiceEngine>>>> = {
  dynamodb: async () => (await import("./dynamodb/table-engine.ts")).tableEngine,
  kinesis: async () => (await import("./kinesis/kinesis.ts")).kinesis,
  logs: async () => (await import("./logs/logs.ts")).logs,
  s3: async () => (await import("./s3/s3.ts")).s3,
  s3control: async () => (await import("./s3control/s3control.ts")).s3control,
  secretsmanager: async () => (await import("./secretsmanager/adopted.ts")).adopted,
  sns: async () => (await import("./sns/topic-engine.ts")).topics,
  sqs: async () => (await import("./sqs/queue-engine.ts")).queues,
  ssm: async () => (await import("./ssm/adopted.ts")).adopted,
};

const loaded = new Map<string, ServiceEngine>();

/** Loads what a service's operations about things need. */
export async function loadEngine(service: string): Promise<void> {
  const engine = await LATER_ENGINES[service]?.();
  if (engine) loaded.set(service, engine);
}

/** What an operation of a service does that was loaded; undefined where the generic behaviour does it. */
export function findEngine(service: string, operation: string): ServiceEngine[string] {
  return ENGINES[service]?.[operation] ?? loaded.get(service)?.[operation];
}

/** The engines of what things hold, by botocore's names of their services. Each is loaded when its service is first asked for. */
const DATA_ENGINES: Readonly<Partial<Record<string, () => Promise<DataEngine>>>> = {
  cloudformation: async () => (await import("./cloudformation/engine.ts")).cloudformation,
  dynamodb: async () => (await import("./dynamodb/engine.ts")).dynamodb,
  dynamodbstreams: async () => (await import("./dynamodbstreams/engine.ts")).dynamodbStreams,
  kms: async () => (await import("./kms/kms.ts")).kms,
  secretsmanager: async () => (await import("./secretsmanager/secretsmanager.ts")).secretsmanager,
  ssm: async () => (await import("./ssm/ssm.ts")).ssm,
  events: async () => (await import("./events/engine.ts")).events,
  kinesis: async () => (await import("./kinesis/data.ts")).kinesisData,
  logs: async () => (await import("./logs/data.ts")).logsData,
  sns: async () => (await import("./sns/engine.ts")).publishing,
  sqs: async () => (await import("./sqs/engine.ts")).messages,
  s3: async () => (await import("./s3/objects.ts")).objects,
};

const loadedData = new Map<string, DataEngine>();

/** The operations of a service that are about what things hold. */
export async function loadDataEngine(service: string): Promise<DataEngine> {
  // Every call asks for it: to import what was imported already takes a tenth of a call.
  const known = loadedData.get(service);
  if (known) return known;
  const engine = (await DATA_ENGINES[service]?.()) ?? {};
  loadedData.set(service, engine);
  return engine;
}

/** The names of the operations that engines answer. */
export async function listEngineOperations(service: string): Promise<ReadonlySet<string>> {
  const data = await loadDataEngine(service);
  await loadEngine(service);
  const around = await loadAround(service);
  return new Set(
    [ENGINES[service], loaded.get(service), data, around].flatMap((engine) => Object.keys(engine ?? {})),
  );
}
