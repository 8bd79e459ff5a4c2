// What S3 answered on AWS, call by call.
import { testRecorded } from "../support/recorded.ts";
import { OBJECT_SCENARIOS } from "./recorded-objects.ts";

testRecorded("s3", 10, { ...OBJECT_SCENARIOS });
