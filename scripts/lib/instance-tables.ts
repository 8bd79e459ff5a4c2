/** The data tables of the instance. */
import { AddressRow } from "../../src/instance/addresses.ts";
import { SettledRow } from "../../src/instance/behaviour/states.ts";
import { FaultStyleRow } from "../../src/instance/describe-faults.ts";
import type { DataTable } from "./data-table.ts";

export const INSTANCE_TABLES: readonly DataTable[] = [
  {
    path: "src/instance/fault-styles.json",
    title: "Words for what an API does not take",
    intro:
      "The instance refuses an input that its API does not take in the words of most services (`1 validation error detected: …`). These say it otherwise.",
    row: FaultStyleRow,
  },
  {
    path: "src/instance/addresses.json",
    title: "Addresses of production's",
    intro:
      "What production's addresses are told as: to clients that send everything to their endpoint as they are, to all others as addresses of the instance, so that no client connects to AWS.",
    row: AddressRow,
  },
  {
    path: "src/instance/behaviour/settled.json",
    title: "What stands at once",
    intro:
      "What is made in the instance stands at once: members that tell a state have the one that the service's waiters wait for, else the first of a row's texts that they can have; members that tell when it was made have that time.",
    row: SettledRow,
  },
];
