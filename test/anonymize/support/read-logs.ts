/** Reads the records of logs, digit for digit. */
import { findSources } from "../../../src/trail/find-sources.ts";
import { openArchive } from "../../../src/trail/open-archive.ts";
import { readExactly, readRecords } from "../../../src/trail/read-records.ts";
import type { CloudTrailRecord } from "../../../src/trail/schema.ts";

/** All records of the files and folders. */
export async function* readLogs(paths: readonly string[]): AsyncGenerator<CloudTrailRecord> {
  for (const path of paths)
    for (const source of await findSources([path]))
      for await (const part of openArchive(source))
        for await (const entries of readRecords(part))
          for (const entry of entries) if ("record" in entry) yield readExactly(entry);
}
