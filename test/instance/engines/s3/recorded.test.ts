// What S3 answered on AWS, call by call.
import { testRecorded } from "../support/recorded.ts";
import { MULTIPART_SCENARIOS } from "./recorded-multipart.ts";
import { LIST_SCENARIOS } from "./recorded-lists.ts";
import { OBJECT_SCENARIOS } from "./recorded-objects.ts";
import { VERSION_SCENARIOS } from "./recorded-versions.ts";

testRecorded("s3", 10, { ...OBJECT_SCENARIOS, ...LIST_SCENARIOS, ...MULTIPART_SCENARIOS, ...VERSION_SCENARIOS });
