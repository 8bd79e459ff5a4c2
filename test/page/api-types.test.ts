/** What the page reads of the API's answers is what they hold: the compiler says so. */
import { expect, test } from "bun:test";
import type { ApiAnswer } from "../../src/admin/schemas.ts";
import type * as page from "../../src/page/app/data/api-types.ts";
import type { CallWithExchange } from "../../src/run/call-rows.ts";
import type { VerifyReport } from "../../src/verify/report-schema.ts";

/** Compiles where whatever `From` holds can be read as `To`. */
const fits = <From extends To, To>(): From | To | true => true;

test("answers fit the page's types", () => {
  expect([
    fits<ApiAnswer<"Health">, page.HealthAnswer>(),
    fits<ApiAnswer<"ReplayList">["replays"][number], page.ReplayRow>(),
    fits<ApiAnswer<"Replay">, page.ReplayAnswer>(),
    fits<ApiAnswer<"CallList">, page.CallsAnswer>(),
    fits<ApiAnswer<"RequestList">["requests"][number], page.RequestRow>(),
    fits<ApiAnswer<"Request">, page.RequestAnswer>(),
    fits<VerifyReport, page.VerificationShown>(),
    fits<CallWithExchange, page.CallsAnswer["calls"][number]>(),
  ]).toEqual(Array(8).fill(true));
});
