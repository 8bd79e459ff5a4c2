/** Makes what the tests need of Python's packages. */
import { makeServerEnvironment, makeSqlEnvironment } from "./python.ts";
import { fetchRetired } from "./retired.ts";

/** To be called before the tests: some run where there is no network, and most have little time. */
export function prepareTests(): void {
  makeServerEnvironment();
  makeSqlEnvironment();
  fetchRetired();
}
