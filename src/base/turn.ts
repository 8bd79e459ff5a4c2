/** Lets what comes up in one turn of the event loop be done together: a processor does at once what it has just done. */

/** Gives the end of the turn that goes on, one promise for all who ask in it. */
export function watchTurns(): () => Promise<void> {
  let end: Promise<void> | undefined;
  return () => {
    end ??= new Promise((resolve) => {
      setImmediate(() => {
        end = undefined;
        resolve();
      });
    });
    return end;
  };
}
