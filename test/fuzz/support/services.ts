/** The services that cases are drawn from: each protocol, each engine, and what logs mostly hold. */

/** Those that an engine stands behind, which have languages of their own. */
export const ENGINES = [
  "dynamodb",
  "dynamodbstreams",
  "events",
  "iam",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "resourcegroupstaggingapi",
  "s3",
  "s3control",
  "secretsmanager",
  "servicediscovery",
  "sns",
  "sqs",
  "ssm",
  "sts",
] as const;

/** Others of each protocol: query, EC2's, JSON, REST with XML and with JSON, CBOR. */
export const OTHERS = [
  "apigateway",
  "cloudformation",
  "cloudfront",
  "cloudwatch",
  "cognito-idp",
  "ec2",
  "ecr",
  "ecs",
  "elasticache",
  "elbv2",
  "firehose",
  "rds",
  "route53",
  "stepfunctions",
] as const;
