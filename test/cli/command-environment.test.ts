import { expect, test } from "bun:test";
import { makeCommandEnvironment } from "../../src/cli/command-environment.ts";

const PLACE = { endpoint: "http://localhost:4566", region: "eu-west-1", accessKey: "test" };

const GIVEN = {
  AWS_ENDPOINT_URL: "http://localhost:4566",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_REGION: "eu-west-1",
  AWS_DEFAULT_REGION: "eu-west-1",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
};

test("a command gets the endpoint, dummy credentials and the region, and no files", () => {
  expect(makeCommandEnvironment({}, PLACE)).toEqual(GIVEN);
});

test("a command finds the admin API of its instance, at whatever port that is", () => {
  const adminUrl = "http://127.0.0.1:40001";
  expect(makeCommandEnvironment({}, { ...PLACE, adminUrl })).toEqual({
    ...GIVEN,
    CLOUDMOCK_ADMIN_URL: adminUrl,
  });
});

test.each([
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_CREDENTIAL_FILE",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_ROLE_ARN",
  "AWS_ROLE_SESSION_NAME",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  "AWS_BEARER_TOKEN_BEDROCK",
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_S3",
  "AWS_ENDPOINT_URL_DYNAMODB",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_EC2_METADATA_SERVICE_ENDPOINT",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_REGION",
  "AWS_ACCOUNT_ID",
  "aws_access_key_id",
])("the machine's own %s does not reach it", (name) => {
  expect(makeCommandEnvironment({ [name]: "from the machine" }, PLACE)).toEqual(GIVEN);
});

test("everything else does", () => {
  const own = { PATH: "/bin", AWS_BUCKET_NAME: "b", AWS_PAGER: "", AWS_KMS_KEY_ID: "k", CI: "true" };
  expect(makeCommandEnvironment(own, PLACE)).toEqual({ ...own, ...GIVEN });
});

test("a machine's proxy stays, but not for the endpoint", () => {
  const own = { https_proxy: "http://proxy:3128", NO_PROXY: "intranet" };
  expect(makeCommandEnvironment(own, PLACE)).toEqual({
    ...own,
    ...GIVEN,
    NO_PROXY: "intranet,localhost",
    no_proxy: "localhost",
  });
});
