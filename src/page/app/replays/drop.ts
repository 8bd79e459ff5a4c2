/** A log that is dropped onto the page, whichever view is open. */
import { useEffect, useState } from "preact/hooks";
import { useWatched, Watched } from "../data/watched.ts";
import { announce } from "../shell/announce.ts";
import { goTo, linkTo } from "../shell/router.ts";
import { texts } from "../texts.ts";

const chosen = new Watched<File | undefined>(undefined);

/** Takes a file to be replayed. */
export function chooseFile(file: File | undefined): void {
  chosen.set(file);
}

/** The file that was dropped or chosen. */
export function useChosen(): File | undefined {
  return useWatched(chosen);
}

/** Takes files that are dropped anywhere. Gives whether one is held above the page right now. */
export function useDrop(isOn: boolean): boolean {
  const [isAbove, setAbove] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setAbove(true);
    };
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setAbove(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setAbove(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      const [file] = files;
      if (files.length !== 1) announce(texts.replays.oneFile);
      else {
        chooseFile(file);
        goTo(linkTo(["replays"]));
      }
    };
    addEventListener("dragover", onDragOver);
    addEventListener("dragleave", onDragLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onDragOver);
      removeEventListener("dragleave", onDragLeave);
      removeEventListener("drop", onDrop);
    };
  }, [isOn]);
  return isAbove;
}
