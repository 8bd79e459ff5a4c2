/** Lays out what is chosen of a topology, anew whenever something else is chosen. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { layOutFocus } from "../../../topology/focus.ts";
import { chooseFoldOver, layOut, type Picture } from "../../../topology/layout.ts";
import type { Resource, Topology } from "../../../topology/topology.ts";
import type { Choices } from "./choices.ts";
import { startElk } from "./start-elk.ts";

/** A picture and what it is of: where this is the same as before, what is in sight stays there. */
export interface Drawn {
  readonly picture: Picture;
  readonly scene: string;
}

/** What is drawn; undefined until the first picture is there. */
export function usePicture(
  topology: Topology,
  chosen: readonly Resource[],
  choices: Choices,
  opened: ReadonlySet<string>,
  opensAll: boolean,
): { readonly drawn: Drawn | undefined; readonly error: string | undefined } {
  const [drawn, setDrawn] = useState<Drawn>();
  const [error, setError] = useState<string>();
  const { focus, steps, direction } = choices;
  const part = useMemo(
    (): Topology => ({ resources: chosen, relations: topology.relations }),
    [chosen, topology],
  );
  const foldOver = useMemo(
    () => (opensAll ? Number.POSITIVE_INFINITY : chooseFoldOver(part, () => true)),
    [part, opensAll],
  );
  useEffect(() => {
    let isOver = false;
    const lay = async () => {
      const elk = await startElk();
      const picture =
        focus === undefined
          ? await layOut(part, { opened, foldOver, shows: () => true }, elk)
          : await layOutFocus(topology, { key: focus, steps, direction, opened }, elk);
      if (isOver) return;
      const scene = focus === undefined ? JSON.stringify(choices.filters) : `${focus} ${steps} ${direction}`;
      setDrawn({ picture, scene });
      setError(undefined);
    };
    lay().catch((cause: unknown) => {
      if (!isOver) setError(String(cause));
    });
    return () => {
      isOver = true;
    };
  }, [topology, part, foldOver, opened, focus, steps, direction]);
  return { drawn, error };
}
