// What S3 answered on AWS, call by call.
import { testRecorded } from "../support/recorded.ts";
import { BUCKET_SCENARIOS } from "./recorded-buckets.ts";
import { FRONT_SCENARIOS } from "./recorded-front.ts";
import { LIST_SCENARIOS } from "./recorded-lists.ts";
import { MULTIPART_SCENARIOS } from "./recorded-multipart.ts";
import { OBJECT_SCENARIOS } from "./recorded-objects.ts";
import { TAG_SCENARIOS } from "./recorded-tags.ts";
import { VERSION_SCENARIOS } from "./recorded-versions.ts";

testRecorded("s3", 90, {
  ...OBJECT_SCENARIOS,
  ...FRONT_SCENARIOS,
  ...BUCKET_SCENARIOS,
  ...TAG_SCENARIOS,
  ...LIST_SCENARIOS,
  ...MULTIPART_SCENARIOS,
  ...VERSION_SCENARIOS,
});
