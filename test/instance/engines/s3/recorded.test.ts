// What S3 answered on AWS, call by call.
import { BUCKET_EVENTS } from "../deliveries/bucket-scenarios.ts";
import { testRecorded } from "../support/recorded.ts";
import { BUCKET_SCENARIOS } from "./recorded-buckets.ts";
import { CHECKSUM_SCENARIOS } from "./recorded-checksums.ts";
import { CONDITION_SCENARIOS } from "./recorded-conditions.ts";
import { FRONT_SCENARIOS } from "./recorded-front.ts";
import { LIST_SCENARIOS } from "./recorded-lists.ts";
import { LOCK_SCENARIOS } from "./recorded-locks.ts";
import { MULTIPART_SCENARIOS } from "./recorded-multipart.ts";
import { OBJECT_SCENARIOS } from "./recorded-objects.ts";
import { PART_SCENARIOS } from "./recorded-parts.ts";
import { SETTING_SCENARIOS } from "./recorded-settings.ts";
import { TAG_SCENARIOS } from "./recorded-tags.ts";
import { VERSION_SCENARIOS } from "./recorded-versions.ts";

testRecorded("s3", 90, {
  ...BUCKET_SCENARIOS,
  ...CHECKSUM_SCENARIOS,
  ...CONDITION_SCENARIOS,
  ...FRONT_SCENARIOS,
  ...LIST_SCENARIOS,
  ...LOCK_SCENARIOS,
  ...MULTIPART_SCENARIOS,
  ...OBJECT_SCENARIOS,
  ...PART_SCENARIOS,
  ...SETTING_SCENARIOS,
  ...TAG_SCENARIOS,
  ...VERSION_SCENARIOS,
  ...BUCKET_EVENTS,
});
