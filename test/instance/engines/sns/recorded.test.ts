// Topics, subscriptions and what is published, as AWS answered.
import { testRecorded } from "../support/recorded.ts";
import { APPLICATION_SCENARIOS } from "./application-scenarios.ts";
import { FIFO_TOPIC_SCENARIOS } from "./fifo-scenarios.ts";
import { FILTER_SCENARIOS } from "./filter-scenarios.ts";
import { PUBLISH_SCENARIOS } from "./publish-scenarios.ts";
import { SUBSCRIPTION_SCENARIOS } from "./subscription-scenarios.ts";
import { TOPIC_SCENARIOS } from "./topic-scenarios.ts";
import { WEB_SCENARIOS } from "./web-scenarios.ts";

testRecorded("sns", 85, {
  ...TOPIC_SCENARIOS,
  ...SUBSCRIPTION_SCENARIOS,
  ...PUBLISH_SCENARIOS,
  ...FIFO_TOPIC_SCENARIOS,
  ...FILTER_SCENARIOS,
  ...APPLICATION_SCENARIOS,
  ...WEB_SCENARIOS,
});
